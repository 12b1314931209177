package dev.pointsman.agent.ownership;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.pointsman.agent.ownership.machine.Effect;
import dev.pointsman.pipeline.node.NodeLayout;
import org.jboss.logging.Logger;

/**
 * Writes the files through which keepalived learns that this node stands behind its peers, because it cannot write, or is not fit: "1" while
 * it does, "0" while it does not.
 *
 * <p>It exists because the agent may not signal root's keepalived; a tracked file is the one thing that both may touch.
 */
final class AbilityMarks {

    private static final Logger LOG = Logger.getLogger(AbilityMarks.class);

    private final NodeLayout layout;

    AbilityMarks(NodeLayout layout) {
        this.layout = layout;
    }

    /** Writes a group's file in one step, so that keepalived never reads a part of it. */
    void write(Effect.Mark mark) {
        Path file = layout.unableMark(mark.group());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(fresh, mark.standsBehind() ? "1\n" : "0\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            LOG.errorf(
                    "failed to write \"%s\", keepalived does not learn that this node %s: %s",
                    file,
                    mark.standsBehind() ? "stands behind its peers" : "stands behind its peers no longer",
                    failure.getMessage());
        }
    }
}

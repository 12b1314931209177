package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.pointsman.pipeline.node.NodeLayout;

/** What a revision asks of this node that the agent must not do itself, because it is not root. */
final class Remarks {

    private final NodeLayout layout;

    Remarks(NodeLayout layout) {
        this.layout = layout;
    }

    /** Looks now. Sentences with what a person can do. */
    List<String> now() {
        Path wanted = layout.current().resolve("keepalived.conf");
        Path installed = layout.keepalivedConfiguration();
        try {
            if (Files.exists(wanted) && Files.exists(installed) && Files.mismatch(wanted, installed) >= 0) {
                return List.of("\"" + installed + "\" is not what the revision asks for (\"" + wanted
                        + "\"); run \"pointsman install\" on this node as root, then reload keepalived");
            }
        } catch (IOException unreadable) {
            // Only root may read keepalived's file on some machines; then there is nothing to compare.
        }
        return List.of();
    }
}

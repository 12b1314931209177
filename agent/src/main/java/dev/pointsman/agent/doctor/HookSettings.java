package dev.pointsman.agent.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.node.NodeLayout;

/** What keepalived.conf must say so that a transition reaches Pointsman, and whether it is the file of the revision that is served. */
final class HookSettings implements Examination {

    private static final String REWRITE = "run \"pointsman install\", then reload keepalived";

    private final Path file;
    private final Path rendered;
    private final NodeLayout layout;

    HookSettings(NodeLayout layout) {
        this.layout = layout;
        this.file = layout.keepalivedConfiguration();
        this.rendered = layout.current().resolve("keepalived.conf");
    }

    @Override
    public String subject() {
        return "what \"" + file + "\" says";
    }

    @Override
    public List<Ailment> examine() {
        List<Ailment> ailments = new ArrayList<>();
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            return List.of(new Ailment(
                    file.toString(), "cannot be read: " + unreadable.getMessage(), "run \"pointsman install\""));
        }
        require(text, "script_user root", "has no \"script_user root\", so keepalived drops its hook", ailments);
        require(
                text,
                "vrrp_notify_fifo " + layout.notifyFifo(),
                "names no FIFO \"" + layout.notifyFifo() + "\", so the agent hears of transitions late",
                ailments);
        require(
                text,
                "notify \"" + layout.binary() + " notify --root " + layout.root() + "\"",
                "calls no \"" + layout.binary() + " notify\", so nobody moves the routes while the agent is down",
                ailments);
        wanted().filter(wanted -> !wanted.equals(text))
                .ifPresent(_ -> ailments.add(new Ailment(
                        file.toString(),
                        "is not the one of the revision that is served (\"" + rendered + "\")",
                        REWRITE)));
        return ailments;
    }

    private void require(String text, String line, String otherwise, List<Ailment> ailments) {
        if (!Pattern.compile("^\\s*" + Pattern.quote(line) + "\\s*$", Pattern.MULTILINE)
                .matcher(text)
                .find()) {
            ailments.add(new Ailment(file.toString(), otherwise, REWRITE));
        }
    }

    private Optional<String> wanted() {
        try {
            return Files.exists(rendered) ? Optional.of(Files.readString(rendered)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}

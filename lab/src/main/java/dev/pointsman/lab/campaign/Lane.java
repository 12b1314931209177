package dev.pointsman.lab.campaign;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Narrator;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.linux.Folder;

/**
 * Opens fleets of one kind for a campaign, and keeps their nodes' logs where one has failed.
 *
 * @param fleet one of those in {@code lab/definitions}
 * @param project the checkout's directory
 */
record Lane(String fleet, Path binary, Path project) {
    private static final Duration CREDENTIALS_LIFETIME = Duration.ofSeconds(20);
    private static final long DISK_BYTES = 8 << 20;

    /** Opens a fleet; its nodes are still bare. */
    Stage open() throws IOException, DidNotHappen {
        var layers = List.of(
                project.resolve("lab/definitions/base"),
                project.resolve("lab/definitions").resolve(fleet));
        var silence = Narrator.plain(new PrintStream(OutputStream.nullOutputStream()));
        return Stage.open(layers, binary, silence, CREDENTIALS_LIFETIME, DISK_BYTES);
    }

    /** Copies what the nodes have logged out of a lab that is about to go; returns where it is then. */
    Path keepLogs(Stage stage) throws IOException {
        var kept = logs(project).resolve(fleet + "-" + stage.lab().id());
        for (var node : stage.lab().nodes()) {
            Folder.copy(node.logs(), kept.resolve(node.name()));
        }
        return kept;
    }

    /** Where the logs of failed runs are kept, until the next campaign. */
    static Path logs(Path project) {
        return project.resolve("target/faults");
    }
}

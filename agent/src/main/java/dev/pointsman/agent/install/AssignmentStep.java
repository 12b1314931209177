package dev.pointsman.agent.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.assignment.AssignmentFile;

/** Writes what {@code pointsman notify} needs to claim routes before any agent has run; the agent keeps it up to date afterwards. */
final class AssignmentStep implements InstallStep {

    @Override
    public String purpose() {
        return "write what this node has to hold";
    }

    @Override
    public void take(Installation installation, InstallReport report) throws IOException {
        Path file = installation.layout().assignment();
        if (Files.exists(file)) {
            report.unchanged(file + " (the agent keeps it)");
            return;
        }
        AssignmentFile.write(
                file, Assignment.of(installation.plan(), installation.node().name()));
        report.written(file.toString());
    }
}

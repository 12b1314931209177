package dev.pointsman.agent.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.pointsman.agent.program.ProgramRun;
import dev.pointsman.pipeline.bundle.Bundle;

/**
 * Writes keepalived.conf, after keepalived itself has accepted it.
 *
 * <p>It comes after the program is installed: keepalived refuses a configuration whose check script does not exist.
 */
final class KeepalivedStep implements InstallStep {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String purpose() {
        return "write keepalived's configuration";
    }

    @Override
    public void take(Installation installation, InstallReport report) throws IOException, InstallFailure {
        Path target = installation.layout().keepalivedConfiguration();
        String wanted = installation.rendered().files().get(Bundle.KEEPALIVED_FILE);
        Folders.make(target.getParent());
        Path draft = target.resolveSibling(".keepalived.conf.check");
        try {
            Files.writeString(draft, wanted);
            requireAccepted(installation.configuration().keepalived(), draft);
        } finally {
            Files.deleteIfExists(draft);
        }
        NodeFile.text(target, wanted, "rw-r--r--").settle(report);
    }

    /** keepalived(8): -t exits with 0, with 5 when the configuration is wrong and with 6 when a script is not safe to run. */
    private static void requireAccepted(Path program, Path draft) throws IOException, InstallFailure {
        ProgramRun run = ProgramRun.of(PATIENCE, List.of(program.toString(), "-t", "-f", draft.toString()));
        if (!run.succeeded()) {
            throw InstallFailure.found("keepalived refuses the configuration (exit code " + run.exitCode() + "): "
                    + run.output().strip().replace("\n", "; "));
        }
    }
}

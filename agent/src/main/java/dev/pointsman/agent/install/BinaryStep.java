package dev.pointsman.agent.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Puts the program itself where keepalived and the units expect it. */
final class BinaryStep implements InstallStep {

    private static final String MODE = "rwxr-xr-x";

    @Override
    public String purpose() {
        return "install the program";
    }

    @Override
    public void take(Installation installation, InstallReport report) throws IOException {
        Path target = installation.layout().binary();
        switch (RunningProgram.find()) {
            case RunningProgram.Native(Path file) -> copy(file, target, report);
            case RunningProgram.OnJvm jvm ->
                NodeFile.text(target, jvm.script(), MODE).settle(report);
        }
    }

    private static void copy(Path file, Path target, InstallReport report) throws IOException {
        boolean isThere = Files.isRegularFile(target)
                && (Files.isSameFile(file, target) || Files.mismatch(file, target) < 0)
                && Files.getPosixFilePermissions(target).equals(PosixFilePermissions.fromString(MODE));
        if (isThere) {
            report.unchanged(target.toString());
            return;
        }
        Folders.make(target.getParent());
        // Renamed into place: a program that runs cannot be written to, and nobody must start half of one.
        Path fresh = target.resolveSibling(".pointsman.new");
        Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(MODE));
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        report.written(target.toString());
    }
}

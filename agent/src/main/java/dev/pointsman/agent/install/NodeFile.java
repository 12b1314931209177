package dev.pointsman.agent.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * A file of a node that has to have a certain content and mode.
 *
 * @param path where
 * @param content what
 * @param mode as {@code ls} writes it, for instance {@code rw-r--r--}
 */
record NodeFile(Path path, byte[] content, String mode) {

    static NodeFile text(Path path, String content, String mode) {
        return new NodeFile(path, content.getBytes(StandardCharsets.UTF_8), mode);
    }

    /** Brings the file into that state, in one moment for whoever reads it. */
    void settle(InstallReport report) throws IOException {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
        if (Files.isRegularFile(path)
                && Arrays.equals(Files.readAllBytes(path), content)
                && Files.getPosixFilePermissions(path).equals(permissions)) {
            report.unchanged(path.toString());
            return;
        }
        Folders.make(path.getParent());
        Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        // Born with its mode: a secret must not be readable for a moment.
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, content);
        Files.setPosixFilePermissions(fresh, permissions);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        report.written(path.toString());
    }
}

package dev.pointsman.lab.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory with everything below it, copied or deleted as a whole. */
public final class Folder {
    private static final int DELETE_ATTEMPTS = 5;

    private Folder() {}

    /** Copies a folder's regular files into another one, over those that are there. */
    public static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }

    /** Deletes a folder and everything in it; nothing happens if it is gone. Symbolic links are not followed. */
    public static void delete(Path folder) throws IOException {
        for (int attempt = 1; Files.exists(folder); attempt++) {
            try (var tree = Files.walk(folder)) {
                for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException e) {
                // A process that was just killed may have written its last file meanwhile, or somebody else deletes
                // too.
                if (attempt == DELETE_ATTEMPTS) {
                    throw new IOException("failed to delete '%s': %s".formatted(folder, e.getMessage()), e);
                }
            }
        }
    }
}

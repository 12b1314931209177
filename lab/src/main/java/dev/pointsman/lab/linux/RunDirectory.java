package dev.pointsman.lab.linux;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A lab's place on the machine: a short unique id, a directory below {@code /run/pointsman-lab}, and the namespaces
 * whose names carry the id.
 *
 * <p>It exists so that labs can run in parallel and nothing stays behind: what a crashed lab left is found by its
 * directory and removed by the next {@link #sweep}, while a lab whose owner still lives is left alone.
 */
public final class RunDirectory implements AutoCloseable {
    private static final Path ROOT = Path.of("/run/pointsman-lab");
    private static final String OWNER = "owner";
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int ID_LENGTH = 5;
    private static final Duration MAKING_TAKES_AT_MOST = Duration.ofMinutes(1);

    private final String id;
    private volatile boolean isClosed;

    private RunDirectory(String id) {
        this.id = id;
    }

    /**
     * Takes a fresh id, owned by this JVM, after sweeping away what dead owners left.
     *
     * @throws IOException if {@code /run/pointsman-lab} cannot be written, usually for lack of root
     */
    public static RunDirectory open() throws IOException {
        // Nobody but root may write here: keepalived refuses scripts below a directory that others can change.
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(ROOT, permissions);
        sweep();
        var random = new SecureRandom();
        while (true) {
            var letters = new StringBuilder();
            random.ints(ID_LENGTH, 0, LETTERS.length()).forEach(i -> letters.append(LETTERS.charAt(i)));
            var id = letters.toString();
            // Filled first and renamed then, so that a sweep never meets a directory without its owner.
            var fresh = Files.createDirectory(ROOT.resolve("." + id), permissions);
            ProcessIdentity.self().writeTo(fresh.resolve(OWNER));
            try {
                Files.move(fresh, ROOT.resolve(id));
                return new RunDirectory(id);
            } catch (FileAlreadyExistsException e) {
                Folder.delete(fresh);
            }
        }
    }

    /**
     * Removes processes, namespaces and directories of labs whose owner no longer lives.
     *
     * @return the ids of the labs that were removed
     */
    public static List<String> sweep() throws IOException {
        var removed = new ArrayList<String>();
        if (!Files.isDirectory(ROOT)) {
            return removed;
        }
        List<Path> directories;
        try (var files = Files.list(ROOT)) {
            directories = files.filter(Files::isDirectory).toList();
        }
        for (var directory : directories) {
            var id = directory.getFileName().toString();
            if (!isOwned(directory) && !isBeingMade(directory)) {
                removeEverythingOf(id);
                removed.add(id);
            }
        }
        return removed;
    }

    public String id() {
        return id;
    }

    public Path path() {
        return ROOT.resolve(id);
    }

    /**
     * The name of this lab's namespace for a host, unique on the machine.
     *
     * @throws IllegalStateException if the lab is closed: a namespace that comes now would stay behind
     */
    public String namespace(String host) {
        if (isClosed) {
            throw new IllegalStateException("failed to add '%s' to lab '%s': it is closed".formatted(host, id));
        }
        return prefix(id) + host;
    }

    /** Gives a directory below this one a disk of its own, so that it can be full; it goes with everything else. */
    public void mountDisk(Path directory, long bytes) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Command.of("mount", "-t", "tmpfs", "-o", "mode=755,size=" + bytes, "tmpfs", directory.toString())
                .run();
    }

    /** Unmounts whatever is mounted below a directory: what is still open there goes when its process does. */
    private static void unmountBelow(Path directory) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            var point = Path.of(line.split(" ")[1]);
            if (point.startsWith(directory)) {
                Command.of("umount", "--lazy", point.toString()).run();
            }
        }
    }

    /** Removes everything that carries this lab's id. */
    @Override
    public void close() throws IOException {
        isClosed = true;
        removeEverythingOf(id);
    }

    private static String prefix(String id) {
        return "pm-" + id + "-";
    }

    private static boolean isOwned(Path directory) {
        try {
            return ProcessIdentity.readFrom(directory.resolve(OWNER)).isAlive();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isBeingMade(Path directory) throws IOException {
        try {
            return directory.getFileName().toString().startsWith(".")
                    && Files.getLastModifiedTime(directory)
                            .toInstant()
                            .isAfter(Instant.now().minus(MAKING_TAKES_AT_MOST));
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static void removeEverythingOf(String id) throws IOException {
        for (var namespace : Namespace.named(prefix(id))) {
            Namespace.remove(namespace);
        }
        unmountBelow(ROOT.resolve(id));
        Folder.delete(ROOT.resolve(id));
    }
}

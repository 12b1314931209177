package dev.pointsman.lab.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of a few hundred kilobytes (a tmpfs) over a directory, which can be filled; needs root.
 *
 * <p>Taken away when it is closed, and when this process ends before that, unless it is killed.
 */
public final class SmallDisk implements AutoCloseable {
    private static final String FILLER = "filler";

    private final Path directory;
    private final Thread atExit;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.atExit = new Thread(this::unmountQuietly, "unmount-" + directory.getFileName());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Mounts it over a directory, which is made if need be. */
    public static SmallDisk mount(Path directory, int kibibytes) throws IOException {
        Files.createDirectories(directory);
        Command.of("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "pointsman-lab", directory.toString())
                .run();
        return new SmallDisk(directory);
    }

    /** Leaves so much room and no more. */
    public void fill(int leftKibibytes) throws IOException {
        Path filler = directory.resolve(FILLER);
        Files.deleteIfExists(filler);
        long free = Files.getFileStore(directory).getUsableSpace();
        try (OutputStream out = Files.newOutputStream(filler)) {
            out.write(new byte[Math.toIntExact(Math.max(0, free - leftKibibytes * 1024L))]);
        }
    }

    /** Makes all of the room again. */
    public void empty() throws IOException {
        Files.deleteIfExists(directory.resolve(FILLER));
    }

    @Override
    public void close() throws IOException {
        unmount();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /** Lazily: whoever still has a file of it open must not keep it. */
    private void unmount() throws IOException {
        Command.of("umount", "--lazy", directory.toString()).run();
    }

    private void unmountQuietly() {
        try {
            unmount();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }
}

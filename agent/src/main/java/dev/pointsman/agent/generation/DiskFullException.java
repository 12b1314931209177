package dev.pointsman.agent.generation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * There is no room for a generation.
 *
 * <p>It exists because that is no property of the revision: with more room the same revision can be applied.
 */
public final class DiskFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What strerror(3) says to ENOSPC and EDQUOT; there are languages in which it says something else. */
    private static final String NO_SPACE = "No space left on device";

    private static final String QUOTA = "Disk quota exceeded";

    /** A file takes whole blocks, and so do the folder and what it says about itself. */
    private static final long BLOCK = 4096;

    private DiskFullException(Path folder, long needed, long free, IOException cause) {
        super(
                "there is no room in \"" + folder + "\": a generation needs " + kibibytes(needed) + ", and "
                        + kibibytes(free) + " are free",
                cause);
    }

    /**
     * The same failure, as a full disk when it is one.
     *
     * @param folder where the generation was to be
     * @param files what it was to hold
     */
    static IOException of(IOException failure, Path folder, Collection<String> files) throws IOException {
        long needed = 2 * BLOCK;
        for (String text : files) {
            needed += (text.getBytes(StandardCharsets.UTF_8).length / BLOCK + 1) * BLOCK;
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        String message = String.valueOf(failure.getMessage());
        boolean isFull = message.contains(NO_SPACE) || message.contains(QUOTA) || free < needed;
        return isFull ? new DiskFullException(folder, needed, free, failure) : failure;
    }

    private static String kibibytes(long bytes) {
        return bytes / 1024 + " KiB";
    }
}

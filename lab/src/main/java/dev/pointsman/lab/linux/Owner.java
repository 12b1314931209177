package dev.pointsman.lab.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The process that a lab belongs to: its pid and when it started.
 *
 * <p>The start time is what tells a living owner from an unrelated process that was given the same pid later.
 *
 * @param pid process id
 * @param startTicks clock ticks from boot to the process's start: field 22 of {@code /proc/PID/stat} (proc(5))
 */
public record Owner(long pid, long startTicks) {

    /** This JVM. */
    public static Owner self() throws IOException {
        long pid = ProcessHandle.current().pid();
        return new Owner(pid, startTicks(pid));
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Owner readFrom(Path file) throws IOException {
        var fields = Files.readString(file).strip().split(" ");
        if (fields.length != 2) {
            throw new IOException("failed to read owner '%s': expected '<pid> <start ticks>'".formatted(file));
        }
        try {
            return new Owner(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
        } catch (NumberFormatException e) {
            throw new IOException("failed to read owner '%s': expected two numbers".formatted(file), e);
        }
    }

    public void writeTo(Path file) throws IOException {
        Files.writeString(file, pid + " " + startTicks + "\n");
    }

    public boolean isAlive() {
        try {
            return startTicks(pid) == startTicks;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // /proc/PID/stat that vanishes while it is read: the process just ended.
            return false;
        }
    }

    private static long startTicks(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // The second field is the program's name in parentheses and may hold spaces and parentheses itself.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        if (fields[0].equals("Z") || fields[0].equals("X")) {
            throw new NoSuchFileException("/proc/%d: ended, waiting to be reaped".formatted(pid));
        }
        return Long.parseLong(fields[19]);
    }
}

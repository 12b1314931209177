package dev.pointsman.lab.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Which process, beyond doubt: its pid and when it started.
 *
 * <p>It exists because pids are used again: the start time is what tells a lab's living owner from an unrelated process that
 * was given the same pid later.
 *
 * @param pid process id
 * @param startTicks clock ticks from boot to the process's start: field 22 of {@code /proc/PID/stat} (proc(5))
 */
public record ProcessIdentity(long pid, long startTicks) {

    /** This JVM. */
    public static ProcessIdentity self() throws IOException {
        return of(ProcessHandle.current().pid());
    }

    /**
     * The process that has this pid now.
     *
     * @throws IOException if there is none, or it has ended and only waits to be reaped
     */
    public static ProcessIdentity of(long pid) throws IOException {
        return new ProcessIdentity(pid, startTicks(pid));
    }

    /** Reads what {@link #writeTo} wrote. */
    public static ProcessIdentity readFrom(Path file) throws IOException {
        var fields = Files.readString(file).strip().split(" ");
        if (fields.length != 2) {
            throw new IOException(
                    "failed to read process identity '%s': expected '<pid> <start ticks>'".formatted(file));
        }
        try {
            return new ProcessIdentity(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
        } catch (NumberFormatException e) {
            throw new IOException("failed to read process identity '%s': expected two numbers".formatted(file), e);
        }
    }

    public void writeTo(Path file) throws IOException {
        Files.writeString(file, pid + " " + startTicks + "\n");
    }

    /** Whether it still runs; a process that has ended and only waits to be reaped does not. */
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

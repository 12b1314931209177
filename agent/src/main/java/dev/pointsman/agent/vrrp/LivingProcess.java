package dev.pointsman.agent.vrrp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that exists and runs, told apart from a later one with the same pid.
 *
 * @param pid its number
 * @param startTicks when it started, in clock ticks since boot (proc(5), /proc/pid/stat field 22)
 * @param age how long ago that was
 */
public record LivingProcess(long pid, long startTicks, Duration age) {

    /** USER_HZ, which Linux shows to user space whatever the kernel's own clock. */
    private static final int TICKS_PER_SECOND = 100;

    /** Whether both are the same process, however much time lies between the observations. */
    public boolean isSameAs(LivingProcess other) {
        return pid == other.pid && startTicks == other.startTicks;
    }

    /** The process that a pid file names; empty when it is gone, a zombie, or stopped. Throws IOException when files are unreadable. */
    public static Optional<LivingProcess> named(Path pidFile) throws IOException {
        try {
            String pid = Files.readString(pidFile).strip();
            return pid.matches("[0-9]{1,10}") ? withPid(Long.parseLong(pid)) : Optional.empty();
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private static Optional<LivingProcess> withPid(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        } catch (IOException gone) {
            // Between opening and reading, a process that ends turns NoSuchFile into "No such process".
            return Optional.empty();
        }
        // The name in parentheses may itself hold blanks and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return switch (fields[0].charAt(0)) {
            // Stopped by a signal, traced, zombie, dead: it speaks no VRRP.
            case 'T', 't', 'Z', 'X', 'x' -> Optional.empty();
            default -> {
                long startTicks = Long.parseLong(fields[19]);
                yield Optional.of(new LivingProcess(pid, startTicks, age(startTicks)));
            }
        };
    }

    private static Duration age(long startTicks) throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime"));
        double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
        return Duration.ofMillis(Math.round(seconds * 1000) - startTicks * 1000 / TICKS_PER_SECOND);
    }
}

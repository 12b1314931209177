package dev.pointsman.lab.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is started and stays, such as HAProxy or the agent, with its output in a log file.
 *
 * <p>It exists so that a program that does not come up is never waited for in silence: the error shows what was run and
 * the end of its log.
 */
public final class Daemon {
    private static final int TAIL_LINES = 25;
    /** sysconf(_SC_CLK_TCK), which is 100 on every Linux of x86-64 and arm64. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Duration STOP_TAKES_AT_MOST = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private final List<String> command;
    private final Path log;
    private final Process process;

    private Daemon(List<String> command, Path log, Process process) {
        this.command = command;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a program.
     *
     * @param environment all that the program gets: nothing is inherited but the PATH
     * @param log where its output is appended
     */
    public static Daemon start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(Path.of("/dev/null").toFile());
        var path = builder.environment().get("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path == null ? "/usr/sbin:/usr/bin:/sbin:/bin" : path);
        builder.environment().putAll(environment);
        return new Daemon(List.copyOf(command), log, builder.start());
    }

    /** Something that tells whether a program is ready; what it throws means: not yet, and why. */
    public interface Readiness {
        boolean check() throws Exception;
    }

    /**
     * Waits until the program is ready.
     *
     * @param what it is ready for, as the end of the sentence "failed to …"
     * @throws IOException if the program ends or is not ready in time; the message has its command and the end of its log
     */
    public void await(String what, Duration limit, Readiness ready) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (true) {
            try {
                if (ready.check()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            if (!process.isAlive()) {
                throw new IOException(complaint(what, "it ended with exit code " + process.exitValue()), last);
            }
            if (System.nanoTime() > deadline) {
                var reason = "not within %d ms%s".formatted(limit.toMillis(), last == null ? "" : ": " + last);
                throw new IOException(complaint(what, reason), last);
            }
            pause(what);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** User and system time that the program has taken since it started, without programs that it started: proc(5), /proc/PID/stat. */
    public double processorSeconds() throws IOException {
        var stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid())));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    public Path log() {
        return log;
    }

    /** Freezes the program: it accepts connections and answers nothing. */
    public void freeze() throws IOException {
        Signal.STOP.sendTo(pid());
    }

    /** Undoes {@link #freeze}. */
    public void thaw() throws IOException {
        Signal.CONTINUE.sendTo(pid());
    }

    /** Ends the program without warning and waits until it is gone. */
    public void kill() throws IOException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks the program to end and waits until it is gone; after 5 seconds it is not asked any more. */
    public void stop() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TAKES_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        awaitEnd();
    }

    /** The last lines of its log. */
    public String logTail() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: %s)".formatted(e.getMessage());
        }
    }

    private void awaitEnd() throws IOException {
        try {
            if (!process.waitFor(STOP_TAKES_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("failed to end process %d (%s): still there".formatted(pid(), command));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(String what) throws IOException {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(complaint(what, "interrupted"), e);
        }
    }

    private String complaint(String what, String reason) {
        return "failed to %s: %s%n  command: %s%n  end of '%s':%n%s"
                .formatted(
                        what, reason, String.join(" ", command), log, logTail().indent(4));
    }
}

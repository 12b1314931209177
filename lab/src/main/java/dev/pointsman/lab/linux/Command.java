package dev.pointsman.lab.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end and whose output counts, such as {@code ip} or {@code git}.
 *
 * <p>It exists so that a failing program is never silent: the error shows the command line, the exit code and the output.
 *
 * @param line the program and its arguments
 * @param environment variables set for it
 * @param isIsolated whether it gets nothing but these variables and the PATH, instead of this process's environment too
 * @param directory where it runs, or null for this process's directory
 * @param limit how long it may take before it is killed
 */
public record Command(
        List<String> line, Map<String, String> environment, boolean isIsolated, Path directory, Duration limit) {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

    public Command {
        if (line.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /** What a program that ended left behind: exit code, and its output with errors in their order. */
    public record Result(int exitCode, String output) {}

    public static Command of(String... line) {
        return of(List.of(line));
    }

    public static Command of(List<String> line) {
        return new Command(line, Map.of(), false, null, USUAL_LIMIT);
    }

    public Command in(Path newDirectory) {
        return new Command(line, environment, isIsolated, newDirectory, limit);
    }

    public Command with(Map<String, String> variables) {
        var all = new TreeMap<>(environment);
        all.putAll(variables);
        return new Command(line, all, isIsolated, directory, limit);
    }

    /** The same with nothing else of this process's environment than the PATH. */
    public Command isolated() {
        return new Command(line, environment, true, directory, limit);
    }

    public Command within(Duration newLimit) {
        return new Command(line, environment, isIsolated, directory, newLimit);
    }

    /**
     * Runs it and returns its output.
     *
     * @throws IOException if it cannot be started, takes too long, or exits with anything but 0
     */
    public String run() throws IOException {
        var result = attempt();
        if (result.exitCode() != 0) {
            throw new IOException("failed to run '%s': exit code %d%n%s"
                    .formatted(this, result.exitCode(), result.output().strip()));
        }
        return result.output();
    }

    /**
     * Runs it, whatever the exit code.
     *
     * @throws IOException if it cannot be started or takes too long
     */
    public Result attempt() throws IOException {
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        if (isIsolated) {
            builder.environment().keySet().retainAll(Set.of("PATH"));
        }
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        var process = builder.start();
        try {
            process.getOutputStream().close();
            var output = new byte[1][];
            var reader = Thread.ofVirtual().start(() -> output[0] = everything(process));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("failed to run '%s': not done after %d ms".formatted(this, limit.toMillis()));
            }
            reader.join();
            return new Result(process.exitValue(), new String(output[0], StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("failed to run '%s': interrupted".formatted(this), e);
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public String toString() {
        return String.join(" ", line);
    }

    private static byte[] everything(Process process) {
        try {
            return process.getInputStream().readAllBytes();
        } catch (IOException e) {
            return e.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}

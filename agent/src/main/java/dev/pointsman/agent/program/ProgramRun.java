package dev.pointsman.agent.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A program that was run to its end, with what it said.
 *
 * <p>No shell takes part: arguments are never read as syntax.
 *
 * @param exitCode what it exited with
 * @param output standard output and standard error, in order; at most {@value #MOST_OUTPUT} bytes
 */
public record ProgramRun(int exitCode, String output) {

    static final int MOST_OUTPUT = 256 * 1024;

    /**
     * Runs a program with nothing to read. Throws IOException when it cannot be started or is not done in time; then it is killed.
     *
     * @param patience how long it may take
     * @param commandLine the program and its arguments
     */
    public static ProgramRun of(Duration patience, List<String> commandLine) throws IOException {
        Process process = new ProcessBuilder(commandLine)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        try {
            AtomicReference<String> output = new AtomicReference<>("");
            // Read beside waiting: a program that fills the pipe would otherwise never end.
            Thread reader = Thread.ofVirtual().start(() -> output.set(read(process.getInputStream())));
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("\"" + String.join(" ", commandLine) + "\" was not done within "
                        + patience.toSeconds() + " s and was killed");
            }
            reader.join(patience);
            return new ProgramRun(process.exitValue(), output.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running \"" + String.join(" ", commandLine) + "\"", e);
        } finally {
            process.destroyForcibly();
        }
    }

    public boolean succeeded() {
        return exitCode == 0;
    }

    private static String read(InputStream stream) {
        try (stream) {
            String text = new String(stream.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return text;
        } catch (IOException e) {
            return "failed to read the program's output: " + e.getMessage();
        }
    }
}

package dev.pointsman.lab.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one run of a program cost.
 *
 * <p>It exists because Java's own way of starting a process goes through another program, which would be measured too.
 *
 * @param wallMillis from the call that starts the program to its end
 * @param cpuMillis user and system time of the program and of the programs that it waited for
 */
public record MeasuredRun(double wallMillis, double cpuMillis) {
    private static final Path TIME = Path.of("/usr/bin/time");

    /**
     * Runs a program in the calling thread's network namespace.
     *
     * @param program absolute path and arguments
     * @param environment all that the program gets
     * @throws IOException if it exits with anything but 0; the message has its output
     */
    public static MeasuredRun of(List<String> program, Map<String, String> environment) throws IOException {
        var output = Files.createTempFile("measured-", ".out");
        try {
            var variables = environment.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList();
            long start = System.nanoTime();
            int pid = SystemCalls.spawn(program, variables, output);
            var ending = SystemCalls.waitFor(pid);
            long end = System.nanoTime();
            if (ending.exitCode() != 0) {
                throw new IOException("failed to run '%s': exit code %d%n%s"
                        .formatted(String.join(" ", program), ending.exitCode(), Files.readString(output)));
            }
            return new MeasuredRun((end - start) / 1e6, ending.cpuMicros() / 1e3);
        } finally {
            Files.delete(output);
        }
    }

    /**
     * The most memory that a program, or any it waited for, had at one time, in MB (10^6 bytes).
     *
     * <p>A run of its own through time(1): what the kernel tells a parent that started a program directly includes the
     * parent's own memory (getrusage(2), ru_maxrss is kept across exec).
     */
    public static double residentMegabytes(List<String> program, Map<String, String> environment) throws IOException {
        if (!Files.isExecutable(TIME)) {
            throw new IOException("failed to measure memory: '%s' is not there (Debian: package time)".formatted(TIME));
        }
        var result = Files.createTempFile("measured-", ".rss");
        try {
            var line = new ArrayList<>(List.of(TIME.toString(), "-f", "%M", "-o", result.toString()));
            line.addAll(program);
            of(line, environment);
            return Long.parseLong(Files.readString(result).strip()) * 1024 / 1e6;
        } finally {
            Files.delete(result);
        }
    }
}

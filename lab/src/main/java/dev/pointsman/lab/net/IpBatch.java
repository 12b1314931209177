package dev.pointsman.lab.net;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One {@code ip -batch} process that stays and takes iproute2's commands for one namespace.
 *
 * <p>It exists for speed: a route changes within a fraction of a millisecond, so that the time of a ReplaceRoute call in
 * the lab is not the time of starting a program.
 */
final class IpBatch implements AutoCloseable {
    /** A command whose one line of output tells that everything before it is done: ip-batch is silent about success. */
    private static final String MARK = "route get 127.0.0.1";

    private static final String MARK_ANSWER = "local 127.0.0.1 ";

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /** Starts it; the namespace's loopback interface must be up. */
    IpBatch(String namespace) throws IOException {
        process = new ProcessBuilder("ip", "-n", namespace, "-oneline", "-force", "-batch", "-")
                .redirectErrorStream(true)
                .start();
        commands = process.outputWriter();
        answers = process.inputReader();
    }

    /**
     * Does the commands in order and waits until the kernel has them.
     *
     * @throws IOException if one of them is refused (those after it are done nevertheless), with iproute2's words
     */
    synchronized void run(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        for (var line : lines) {
            commands.write(line);
            commands.newLine();
        }
        commands.write(MARK);
        commands.newLine();
        commands.flush();
        var refusals = new ArrayList<String>();
        for (var answer = answers.readLine(); ; answer = answers.readLine()) {
            if (answer == null) {
                throw new IOException("failed to run ip commands %s: 'ip -batch' ended: %s".formatted(lines, refusals));
            }
            if (answer.startsWith(MARK_ANSWER)) {
                break;
            }
            refusals.add(answer.strip());
        }
        if (!refusals.isEmpty()) {
            throw new IOException("failed to run ip commands %s: %s".formatted(lines, refusals));
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

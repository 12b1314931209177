package dev.pointsman.agent.apply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.revision.Phase;
import dev.pointsman.pipeline.node.NodeLayout;

/**
 * An agent in a process of its own, so that it can be killed as a machine kills one: at once, with nothing put in order.
 *
 * <p>It starts, takes up what is on disk, looks for a revision once and ends. Before each step it says so and waits to be told to go on.
 */
final class ForkedAgent implements AutoCloseable {

    private static final String AT = "at ";

    private final Process process;
    private final Path log;
    private final BufferedReader said;

    private ForkedAgent(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ForkedAgent start(NodeLayout layout, Path repository) throws IOException {
        Path log = layout.root().resolve("agent.log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForkedAgent.class.getName(),
                        layout.root().toString(),
                        repository.toString()))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ForkedAgent(process, log);
    }

    /** The step that it is about to take; empty when it has come to its end by itself, or was killed. */
    Optional<Phase> nextStep() throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(AT)) {
                return Optional.of(Phase.valueOf(line.substring(AT.length())));
            }
        }
        return Optional.empty();
    }

    void proceed() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Goes through every step without a stop; returns whether it came to its end. */
    boolean finishes() throws IOException, InterruptedException {
        try {
            while (nextStep().isPresent()) {
                proceed();
            }
        } catch (IOException killedMeanwhile) {
            // Said by the exit code.
        }
        return process.waitFor() == 0;
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        kill();
    }

    /** The process itself. */
    public static void main(String[] arguments) throws IOException {
        TestNode node = new TestNode(new NodeLayout(Path.of(arguments[0])), Path.of(arguments[1]));
        Applier agent = node.agent(new ApplyListener() {
            @Override
            public void entered(Phase phase) {
                System.out.println(AT + phase.name());
                try {
                    if (System.in.read() < 0) {
                        // Whoever started this is gone.
                        Runtime.getRuntime().halt(3);
                    }
                } catch (IOException e) {
                    Runtime.getRuntime().halt(3);
                }
            }
        });
        agent.resume();
        agent.apply();
        System.exit(0);
    }
}

package dev.pointsman.pipeline.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.bundle.Bundle;
import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;

/** A real HAProxy that runs the files that a node would get. */
final class ServedHaproxy implements AutoCloseable {

    private static final int LINES = 3;
    private static final long START_MILLIS = 20_000;

    private final Process process;
    private final Path log;

    private ServedHaproxy(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Writes the node's files and starts HAProxy, which takes connections at every entrypoint when this returns. */
    static ServedHaproxy start(Plan plan, NodeLayout layout) throws IOException, InterruptedException {
        String node = plan.fleet().nodes().getFirst().name();
        Bundle bundle = BundleRenderer.render(plan, "conformance", node, layout, "lo");
        Files.createDirectories(layout.current());
        Files.createDirectories(layout.runtime());
        for (Map.Entry<String, String> file : bundle.files().entrySet()) {
            Path path = layout.current().resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path log = layout.root().resolve("haproxy.log");
        Process process = new ProcessBuilder(
                        ProgramUnderTest.HAPROXY.path(),
                        "-f",
                        layout.haproxyConfiguration().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ServedHaproxy haproxy = new ServedHaproxy(process, log);
        try {
            for (String socket : plan.sockets()) {
                int colon = socket.lastIndexOf(':');
                haproxy.awaitListening(socket.substring(0, colon), Integer.parseInt(socket.substring(colon + 1)));
            }
            return haproxy;
        } catch (IOException | InterruptedException | RuntimeException e) {
            haproxy.close();
            throw e;
        }
    }

    private void awaitListening(String address, int port) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), 1000);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(START_MILLIS)) {
                    throw new IOException(
                            "HAProxy does not listen on " + address + ":" + port + ": " + Files.readString(log), e);
                }
                Thread.sleep(10);
            }
        }
    }

    /** The last of what it logged. */
    String logged() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}

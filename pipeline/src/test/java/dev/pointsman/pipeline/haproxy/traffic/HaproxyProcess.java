package dev.pointsman.pipeline.haproxy.traffic;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.certificate.TestAuthority;
import dev.pointsman.pipeline.haproxy.HaproxyRenderer;
import dev.pointsman.pipeline.haproxy.Stamp;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.listener.Entrypoint;

/**
 * The real HAProxy, serving a plan on loopback.
 *
 * <p>Its standard output, which is the access log, goes to a file below the given directory.
 */
public final class HaproxyProcess implements AutoCloseable {

    private static final long START_MILLIS = 60_000;

    private final Process process;
    private final Path log;
    private final Plan plan;

    private HaproxyProcess(Process process, Path log, Plan plan) {
        this.process = process;
        this.log = log;
        this.plan = plan;
    }

    /** A port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Starts HAProxy in an empty directory, and waits until every entrypoint takes connections. Skips the test where there is no HAProxy. */
    public static HaproxyProcess start(Plan plan, Path directory) throws IOException, InterruptedException {
        ProgramUnderTest.HAPROXY.require();
        NodeLayout layout = new NodeLayout(directory);
        Files.createDirectories(layout.runtime());
        Path configuration = directory.resolve("haproxy.cfg");
        TestAuthority.installThrowaways(plan, layout);
        for (Map.Entry<String, String> file : HaproxyRenderer.render(plan, new Stamp("abc123", "0".repeat(64)), layout)
                .entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        Path log = directory.resolve("access.log");
        Path errors = directory.resolve("haproxy.err");
        Process process = new ProcessBuilder(ProgramUnderTest.HAPROXY.path(), "-f", configuration.toString())
                .redirectOutput(log.toFile())
                .redirectError(errors.toFile())
                .start();
        HaproxyProcess haproxy = new HaproxyProcess(process, log, plan);
        try {
            for (String socket : plan.sockets()) {
                haproxy.awaitListening(socket, errors);
            }
            return haproxy;
        } catch (IOException | InterruptedException | RuntimeException e) {
            haproxy.close();
            throw e;
        }
    }

    private void awaitListening(String listens, Path errors) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            int colon = listens.lastIndexOf(':');
            try (Socket socket =
                    new Socket(listens.substring(0, colon), Integer.parseInt(listens.substring(colon + 1)))) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(START_MILLIS)) {
                    throw new IOException("HAProxy does not listen on " + listens + ": " + Files.readString(errors));
                }
                Thread.sleep(10);
            }
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends to the plan's first entrypoint. */
    public RawRequest.Answer send(RawRequest request) throws IOException {
        Entrypoint entrypoint = plan.entrypoints().getFirst();
        return request.send(entrypoint.address(), entrypoint.port());
    }

    /** The log lines so far, waiting a little for this many of them. */
    public List<String> logLines(int expected) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            List<String> lines = Files.readAllLines(log);
            if (lines.size() >= expected || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(5)) {
                return lines;
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}

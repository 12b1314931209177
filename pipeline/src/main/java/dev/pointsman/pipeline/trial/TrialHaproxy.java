package dev.pointsman.pipeline.trial;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.pointsman.pipeline.certificate.Throwaway;
import dev.pointsman.pipeline.haproxy.HaproxyRenderer;
import dev.pointsman.pipeline.haproxy.Stamp;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.listener.KeyPair;

/** A real HAProxy that serves a plan on Unix sockets, in a folder that is gone when it is closed. */
final class TrialHaproxy implements AutoCloseable {

    private static final long START_SECONDS = 60;
    private static final Stamp STAMP = new Stamp("trial", "0".repeat(64));

    private final Path folder;
    private final Path log;
    private final Path errors;
    private final Map<String, Path> sockets = new TreeMap<>();
    private Process process;

    private TrialHaproxy(Path folder) {
        this.folder = folder;
        this.log = folder.resolve("access.log");
        this.errors = folder.resolve("errors.log");
    }

    /**
     * Starts it; every socket takes connections when this returns.
     *
     * @param program HAProxy
     * @param shown what it shows for every certificate of the plan
     * @throws IOException when it does not start, with what it said
     */
    static TrialHaproxy start(Path program, Plan plan, Throwaway shown) throws IOException, InterruptedException {
        TrialHaproxy haproxy = new TrialHaproxy(Files.createTempDirectory("pointsman-trial"));
        Thread hook = new Thread(haproxy::abandon);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            haproxy.write(plan, shown);
            haproxy.process = new ProcessBuilder(
                            program.toString(),
                            "-db",
                            "-f",
                            haproxy.ownSettings().toString(),
                            "-f",
                            haproxy.configuration().toString())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(haproxy.log.toFile()))
                    .redirectError(haproxy.errors.toFile())
                    .start();
            for (Path socket : haproxy.sockets.values()) {
                haproxy.awaitListening(socket);
            }
            return haproxy;
        } catch (IOException | InterruptedException | RuntimeException e) {
            haproxy.close();
            throw e;
        }
    }

    private Path configuration() {
        return folder.resolve(HaproxyRenderer.CONFIGURATION_FILE);
    }

    /** One thread: two that log at the same moment have been seen to lose a line, and every line counts here. */
    private Path ownSettings() throws IOException {
        return Files.writeString(folder.resolve("trial.cfg"), "global\n    nbthread 1\n");
    }

    private void write(Plan plan, Throwaway shown) throws IOException {
        NodeLayout layout = new NodeLayout(folder);
        Files.createDirectories(layout.runtime());
        for (String socket : plan.sockets()) {
            sockets.put(socket, folder.resolve(Integer.toString(sockets.size())));
        }
        for (KeyPair pair : plan.keyPairs()) {
            Path chain = layout.certificate(pair.secret());
            Files.createDirectories(chain.getParent());
            Files.writeString(chain, shown.chain());
            Files.writeString(layout.privateKey(pair.secret()), shown.key());
        }
        Map<String, String> files = HaproxyRenderer.render(
                plan, STAMP, layout, (address, port) -> "unix@" + sockets.get(address + ":" + port) + " accept-proxy");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private void awaitListening(Path socket) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return;
            } catch (IOException notYet) {
                boolean late = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_SECONDS);
                if (late || !process.isAlive()) {
                    throw new IOException("HAProxy does not serve the configuration: "
                            + (late ? "it does not listen. " : "it ended. ") + Files.readString(errors));
                }
                Thread.sleep(5);
            }
        }
    }

    /** The socket that stands for an address and port. */
    Path socket(String address, int port) {
        return sockets.get(address + ":" + port);
    }

    /** The lines that it has logged so far. */
    List<String> logged() throws IOException {
        return Files.readAllLines(log);
    }

    /** When the whole process ends before it is closed. */
    private void abandon() {
        try {
            close();
        } catch (IOException | InterruptedException e) {
            // Nobody is left to be told.
        }
    }

    @Override
    public synchronized void close() throws IOException, InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}

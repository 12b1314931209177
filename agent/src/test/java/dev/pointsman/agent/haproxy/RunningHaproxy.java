package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.pointsman.pipeline.node.NodeLayout;

/** A real HAProxy in master-worker mode, started as a node's service manager does, below a directory of its own. */
public final class RunningHaproxy implements AutoCloseable {

    private final Process process;
    private final List<ProcessHandle> everyone;

    private RunningHaproxy(Process process) {
        this.process = process;
        this.everyone = new java.util.concurrent.CopyOnWriteArrayList<>(List.of(process.toHandle()));
    }

    /** Starts it on the node's current generation and waits until its worker and its master answer. */
    public static RunningHaproxy start(NodeLayout layout) throws IOException {
        return start(layout, List.of());
    }

    /** The same by a command that becomes it, and has its command line appended. */
    public static RunningHaproxy start(NodeLayout layout, List<String> wrapper) throws IOException {
        Files.createDirectories(layout.runtime());
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                program().toString(),
                "-W",
                "-S",
                layout.haproxyMasterSocket().toString(),
                "-p",
                layout.haproxyPid().toString(),
                "-f",
                layout.haproxyConfiguration().toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(layout.runtime().resolve("haproxy.log").toFile())
                .start();
        RunningHaproxy running = new RunningHaproxy(process);
        WorkerSocket worker = new WorkerSocket(layout);
        MasterSocket master = new MasterSocket(layout);
        try {
            until(Duration.ofSeconds(10), () -> {
                try {
                    worker.digest();
                    master.processes();
                    return true;
                } catch (IOException notYet) {
                    return false;
                }
            });
        } catch (IOException | RuntimeException e) {
            running.close();
            throw new IOException(Files.readString(layout.runtime().resolve("haproxy.log")), e);
        }
        return running;
    }

    /** Waits until something is so. Throws IOException when it is not so in time. */
    public static void until(Duration patience, BooleanSupplier condition) throws IOException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new IOException("not so within " + patience);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    /** A port that nobody listens on at this moment, on loopback. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A configuration that answers every request with a text. */
    public static String configuration(NodeLayout layout, String digest, String text, int... ports) {
        StringBuilder binds = new StringBuilder();
        for (int port : ports) {
            binds.append("    bind 127.0.0.1:").append(port).append('\n');
        }
        return """
                global
                    set-var proc.digest str(%s)
                    stats socket %s mode 600 level admin expose-fd listeners
                    log stdout format raw local0
                defaults
                    mode http
                    option idle-close-on-response
                    timeout connect 1s
                    timeout client 10s
                    timeout server 10s
                frontend answer
                %s    http-request return status 200 content-type text/plain string %s
                """.formatted(digest, layout.haproxySocket(), binds, text);
    }

    /** The machine's HAProxy, or the one that the environment names: both series that are supported are tested. */
    public static Path program() {
        return Path.of(System.getenv().getOrDefault("POINTSMAN_HAPROXY", "/usr/sbin/haproxy"));
    }

    /** Freezes the master, as a debugger or a suspended machine would. */
    void freezeMaster() throws IOException {
        signal("STOP");
    }

    /** Freezes master and workers: they keep their sockets, and nobody answers. */
    public void freeze() throws IOException {
        signalAll("STOP");
    }

    /** Lets them go on. */
    public void thaw() throws IOException {
        signalAll("CONT");
    }

    private void signalAll(String name) throws IOException {
        for (ProcessHandle worker : process.descendants().toList()) {
            dev.pointsman.lab.linux.Command.of("kill", "-" + name, Long.toString(worker.pid()))
                    .run();
        }
        signal(name);
    }

    private void signal(String name) throws IOException {
        dev.pointsman.lab.linux.Command.of("kill", "-" + name, Long.toString(process.pid()))
                .run();
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(everyone::add);
        signalQuietly();
        process.destroy();
        try {
            process.waitFor(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        everyone.forEach(ProcessHandle::destroyForcibly);
    }

    private void signalQuietly() {
        try {
            signal("CONT");
        } catch (IOException alreadyGone) {
            // Nothing is left to wake.
        }
    }
}

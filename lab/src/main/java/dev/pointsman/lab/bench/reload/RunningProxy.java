package dev.pointsman.lab.bench.reload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Daemon;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.pipeline.node.NodeLayout;

/** A HAProxy in master-worker mode below a root of its own, as a node's service manager starts it. */
final class RunningProxy implements AutoCloseable {

    private static final Duration COMES_UP_WITHIN = Duration.ofSeconds(20);
    private static final Duration SERVES_WITHIN = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS_MILLIS = 2;

    /** Management guide, section 9.4.1, "show proc": pid, type, and of the master how often it was told to reload. */
    private static final Pattern MASTER = Pattern.compile("(?m)^\\d+\\s+master\\s+(\\d+)");

    private final NodeLayout layout;
    private final Daemon master;

    private RunningProxy(NodeLayout layout, Daemon master) {
        this.layout = layout;
        this.master = master;
    }

    static RunningProxy start(Namespace machine, NodeLayout layout) throws IOException {
        Files.createDirectories(layout.runtime());
        Daemon master = Daemon.start(
                machine.command(
                        "haproxy",
                        "-W",
                        "-S",
                        layout.haproxyMasterSocket().toString(),
                        "-p",
                        layout.haproxyPid().toString(),
                        "-f",
                        layout.haproxyConfiguration().toString()),
                Map.of(),
                // One line for each request.
                Path.of("/dev/null"));
        RunningProxy proxy = new RunningProxy(layout, master);
        try {
            master.await("serve", COMES_UP_WITHIN, () -> !proxy.servedRevision().isEmpty());
        } catch (IOException e) {
            proxy.close();
            throw e;
        }
        return proxy;
    }

    /** What "systemctl reload haproxy" does: the files are checked, then the master is told by a signal. */
    void reloadBySignal() throws IOException {
        Command.of("haproxy", "-c", "-f", layout.haproxyConfiguration().toString())
                .run();
        Command.of("kill", "-USR2", Long.toString(master.pid())).run();
    }

    /** Waits until the worker that answers names a revision. */
    void awaitRevision(String revision) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SERVES_WITHIN.toNanos();
        String served = "";
        while (!served.equals(revision)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("HAProxy serves '%s' and not '%s' after %d s"
                        .formatted(served, revision, SERVES_WITHIN.toSeconds()));
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            try {
                served = servedRevision();
            } catch (IOException replacedRightNow) {
                served = "";
            }
        }
    }

    private String servedRevision() throws IOException {
        String answer = ask(layout.haproxySocket(), "get var proc.revision");
        int begin = answer.indexOf('<');
        return begin < 0 ? "" : answer.substring(begin + 1, answer.indexOf('>', begin));
    }

    /** How often the master was told to reload. */
    int reloads() throws IOException {
        Matcher line = MASTER.matcher(ask(layout.haproxyMasterSocket(), "show proc"));
        if (!line.find()) {
            throw new IOException("HAProxy's master does not say how often it has reloaded");
        }
        return Integer.parseInt(line.group(1));
    }

    /** How many workers there are, old ones too. */
    int workers() {
        return Math.toIntExact(ProcessHandle.of(master.pid())
                .map(process -> process.children().count())
                .orElse(0L));
    }

    private static String ask(Path socket, String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.shutdownOutput();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.US_ASCII);
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> workers = ProcessHandle.of(master.pid()).stream()
                .flatMap(ProcessHandle::children)
                .toList();
        master.kill();
        workers.forEach(ProcessHandle::destroyForcibly);
    }
}

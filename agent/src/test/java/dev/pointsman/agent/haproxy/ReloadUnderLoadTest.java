package dev.pointsman.agent.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests are counted, never timed: over some reloads none may be lost, with connections kept and with connections closed. */
class ReloadUnderLoadTest {

    private static final int RELOADS = 8;

    @TempDir
    Path root;

    @Test
    void noRequestIsLostWhileHaproxyReloads() throws Exception {
        NodeLayout layout = new NodeLayout(root);
        GenerationStore store = new GenerationStore(layout);
        int port = RunningHaproxy.freePort();
        serve(store, layout, 1, port);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        Queue<String> lost = new ConcurrentLinkedQueue<>();

        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                boolean keepsAlive = client % 2 == 0;
                clients.add(Thread.ofVirtual().start(() -> {
                    while (!done.get()) {
                        try {
                            answered.addAndGet(requests(port, keepsAlive ? 50 : 1));
                        } catch (IOException e) {
                            lost.add((keepsAlive ? "kept: " : "closed: ") + e);
                        }
                    }
                }));
            }
            for (int number = 2; number < 2 + RELOADS; number++) {
                int before = answered.get();
                serve(store, layout, number, port);
                assertThat(new Reload(layout).reload(ReloadTest.digest(number))).isInstanceOf(ReloadVerdict.Live.class);
                RunningHaproxy.until(java.time.Duration.ofSeconds(10), () -> answered.get() > before + 100);
            }
            done.set(true);
            for (Thread client : clients) {
                client.join();
            }
        }

        assertThat(lost).isEmpty();
        assertThat(answered.get()).isGreaterThan(RELOADS * 100);
    }

    private static void serve(GenerationStore store, NodeLayout layout, int number, int port) throws IOException {
        store.switchTo(store.write(
                ReloadTest.revision(number),
                ReloadTest.digest(number),
                Instant.EPOCH,
                Map.of(
                        "haproxy.cfg",
                        RunningHaproxy.configuration(layout, ReloadTest.digest(number), "answer-" + number, port)),
                List.of()));
    }

    /** Sends requests over one connection until the server says that it closes it; returns how many were answered. */
    private static int requests(int port, int most) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int count = 1; ; count++) {
                boolean isLast = count == most;
                socket.getOutputStream()
                        .write(("GET / HTTP/1.1\r\nHost: test\r\n" + (isLast ? "Connection: close\r\n" : "") + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                if (readAnswer(reader) || isLast) {
                    return count;
                }
            }
        }
    }

    /** Reads one answer; true when the server announced that it closes the connection. */
    private static boolean readAnswer(BufferedReader reader) throws IOException {
        String status = reader.readLine();
        if (status == null || !status.startsWith("HTTP/1.1 200")) {
            throw new IOException("the answer is \"" + status + "\"");
        }
        int length = 0;
        boolean closes = false;
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            String header = line.toLowerCase(java.util.Locale.ROOT);
            length = header.startsWith("content-length:")
                    ? Integer.parseInt(header.substring(15).strip())
                    : length;
            closes |= header.equals("connection: close");
        }
        for (int read = 0; read < length; read++) {
            if (reader.read() < 0) {
                throw new IOException("the answer ends after " + read + " of " + length + " bytes");
            }
        }
        return closes;
    }
}

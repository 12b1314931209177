package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.pointsman.pipeline.haproxy.frontend.Draining;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a real worker says of itself, and what it can be told. */
class WorkerSocketTest {

    @TempDir
    private Path root;

    private NodeLayout layout;
    private int port;

    @BeforeEach
    void write() throws IOException {
        layout = new NodeLayout(root);
        port = RunningHaproxy.freePort();
        Files.createDirectories(layout.haproxyConfiguration().getParent());
        Files.writeString(
                layout.haproxyConfiguration(),
                RunningHaproxy.configuration(layout, "digest-1", "hello", port)
                        + "    http-after-response set-header connection close if { var(" + Draining.VARIABLE
                        + ") -m bool }\n");
    }

    @Test
    void openConnectionsAreCountedAlsoThoseThatAreIdle() throws Exception {
        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            WorkerSocket worker = new WorkerSocket(layout);
            assertThat(worker.clientConnections()).isZero();
            try (Socket first = open();
                    Socket second = open()) {
                assertThat(ask(first)).contains("200 OK");
                assertThat(ask(second)).contains("200 OK");
                assertThat(worker.clientConnections()).isEqualTo(2);
            }
        }
    }

    @Test
    void clientsOfADrainingWorkerAreToldToCloseAndNewOnesAreServed() throws Exception {
        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            WorkerSocket worker = new WorkerSocket(layout);
            try (Socket kept = open()) {
                assertThat(ask(kept)).doesNotContain("connection: close");

                worker.setDraining(true);

                assertThat(ask(kept)).contains("200 OK", "connection: close");
                assertThat(kept.getInputStream().read()).as("closed by HAProxy").isNegative();
            }
            try (Socket fresh = open()) {
                assertThat(ask(fresh)).contains("200 OK", "connection: close");
            }

            worker.setDraining(false);

            try (Socket kept = open()) {
                assertThat(ask(kept)).doesNotContain("connection: close");
                assertThat(ask(kept)).contains("200 OK");
            }
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5_000);
        return socket;
    }

    /** The answer's head; its body is one known word. */
    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\nhello")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed within \"" + answer + "\"");
            }
            answer.append((char) next);
        }
        return answer.toString();
    }
}

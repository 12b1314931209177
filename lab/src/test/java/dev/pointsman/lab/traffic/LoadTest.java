package dev.pointsman.lab.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The load and the probe against servers that misbehave on purpose: what they do not notice, no demo and no test notices. */
class LoadTest {
    private static final String SHOP = "shop/shop-v1:80";
    private static final String OTHER = "shop/shop-v2:80";

    private static Call call(EchoBackend backend, String expected) {
        return call(backend.address().getPort(), expected);
    }

    private static Call call(int port, String expected) {
        return new Call(Request.get("127.0.0.1", port, "shop.example.com", "/cart?x=1"), Set.of(expected));
    }

    private static LoadReport load(List<Call> calls) throws InterruptedException {
        try (var load = Load.start(Client.local(), 200, calls)) {
            Thread.sleep(500);
            return load.stop();
        }
    }

    /** On a busy machine every connection is in use for a while, and none can be used again. */
    private static void awaitReuse(Load load) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (load.report().succeeded() <= load.report().connections()) {
            assertThat(System.nanoTime()).as("no connection was used again").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void rightAnswersAreCountedByBackendHalfOfThemOnKeptConnections() throws Exception {
        try (var backend = EchoBackend.onLoopback(Set.of(SHOP));
                var load = Load.start(Client.local(), 200, List.of(call(backend, SHOP)))) {
            awaitReuse(load);
            var report = load.stop();
            assertThat(report.failures()).isEmpty();
            assertThat(report.sent()).isPositive().isEqualTo(report.succeeded());
            assertThat(report.answers()).isEqualTo(Map.of(SHOP, report.succeeded()));
            assertThat(report.connections()).isBetween(report.sent() / 2, report.sent() - 1);
        }
    }

    @Test
    void aWrongBackendIsAFailure() throws Exception {
        try (var backend = EchoBackend.onLoopback(Set.of(OTHER))) {
            var report = load(List.of(call(backend, SHOP)));
            assertThat(report.failures()).isEqualTo(Map.of(Failure.WRONG_BACKEND, report.sent()));
            assertThat(report.succeeded()).isZero();
            assertThat(report.mishaps().getFirst().detail()).contains(OTHER);
        }
    }

    @Test
    void aServerErrorIsAFailure() throws Exception {
        try (var backend = EchoBackend.onLoopback(Set.of(SHOP));
                var broken = EchoBackend.onLoopback(Set.of(SHOP))) {
            broken.answerWith(503);
            var report = load(List.of(call(backend, SHOP), call(broken, SHOP)));
            assertThat(report.failures()).containsOnlyKeys(Failure.STATUS);
            assertThat(report.failed()).isBetween(report.sent() / 2 - 2, report.sent() / 2 + 2);
            assertThat(report.succeeded() + report.failed()).isEqualTo(report.sent());
        }
    }

    @Test
    void aResetAClosedConnectionANonsenseAnswerAndARefusalAreToldApart() throws Exception {
        try (var resetting = new MisbehavingServer(MisbehavingServer.Vice.RESET);
                var closing = new MisbehavingServer(MisbehavingServer.Vice.CLOSE);
                var babbling = new MisbehavingServer(MisbehavingServer.Vice.BABBLE);
                var cutting = new MisbehavingServer(MisbehavingServer.Vice.HALF_AN_ANSWER)) {
            assertThat(load(List.of(call(resetting.port(), SHOP))).failures()).containsOnlyKeys(Failure.RESET);
            assertThat(load(List.of(call(closing.port(), SHOP))).failures()).containsOnlyKeys(Failure.CLOSED);
            assertThat(load(List.of(call(babbling.port(), SHOP))).failures()).containsOnlyKeys(Failure.MALFORMED);
            assertThat(load(List.of(call(cutting.port(), SHOP))).failures()).containsOnlyKeys(Failure.CLOSED);
        }
        int nobody;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = server.getLocalPort();
        }
        assertThat(load(List.of(call(nobody, SHOP))).failures()).containsOnlyKeys(Failure.REFUSED);
    }

    @Test
    void aSilentServerIsATimeOutAndDoesNotSlowTheLoadDown() throws Exception {
        try (var silent = new MisbehavingServer(MisbehavingServer.Vice.SILENCE)) {
            var report = load(List.of(call(silent.port(), SHOP)));
            assertThat(report.failures()).containsOnlyKeys(Failure.TIMEOUT);
            // None was answered within the half second that the load ran.
            assertThat(report.sent()).isGreaterThan(30);
        }
    }

    @Test
    void otherCallsCanBeSentWhileTheLoadRuns() throws Exception {
        try (var one = EchoBackend.onLoopback(Set.of(SHOP));
                var other = EchoBackend.onLoopback(Set.of(OTHER));
                var load = Load.start(Client.local(), 200, List.of(call(one, SHOP)))) {
            Thread.sleep(200);
            load.change(List.of(call(other, OTHER)));
            Thread.sleep(200);
            var report = load.stop();
            assertThat(report.failures()).isEmpty();
            assertThat(report.answers()).containsOnlyKeys(SHOP, OTHER);
        }
    }

    @Test
    void theProbeTellsHowLongThereWasNoRightAnswer() throws Exception {
        try (var backend = EchoBackend.onLoopback(Set.of(SHOP));
                var probe = Probe.start(Client.local(), call(backend, SHOP))) {
            probe.awaitAnswer(Duration.ofSeconds(5));
            backend.answerWith(503);
            Thread.sleep(300);
            backend.answerWith(200);
            probe.awaitAnswer(Duration.ofSeconds(5));
            // How much longer, only the machine knows.
            assertThat(probe.longestGap().length()).isGreaterThanOrEqualTo(Duration.ofMillis(280));
            assertThat(probe.failures()).isPositive();
            backend.answerWith(503);
            assertThatThrownBy(() -> probe.awaitAnswer(Duration.ofMillis(200)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("within 200 ms");
        }
    }

    @Test
    void aBackendTellsWhatItWasAsked() throws IOException {
        try (var backend = EchoBackend.onLoopback(Set.of(SHOP))) {
            var request = Request.get("127.0.0.1", backend.address().getPort(), "shop.example.com", "/cart?x=1")
                    .with("X-Version", "v2");
            var echo = Client.local().send(request).echo();
            assertThat(echo.backends()).containsExactly(SHOP);
            assertThat(echo.endpoint()).endsWith(":" + backend.address().getPort());
            assertThat(echo.target()).isEqualTo("/cart?x=1");
            assertThat(echo.headers()).containsEntry("x-version", List.of("v2"));
        }
    }

    /** A server that accepts connections and then does one thing wrong, always the same. */
    private record MisbehavingServer(ServerSocket server, Vice vice) implements AutoCloseable {
        enum Vice {
            RESET,
            CLOSE,
            BABBLE,
            HALF_AN_ANSWER,
            SILENCE
        }

        MisbehavingServer(Vice vice) throws IOException {
            this(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), vice);
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return server.getLocalPort();
        }

        private void serve() {
            try {
                while (true) {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> misbehave(socket));
                }
            } catch (IOException e) {
                // Closed: the test is over.
            }
        }

        private void misbehave(Socket socket) {
            try (socket) {
                socket.getInputStream().read(new byte[4096]);
                switch (vice) {
                    case RESET -> socket.setSoLinger(true, 0);
                    case CLOSE -> socket.shutdownOutput();
                    case BABBLE -> socket.getOutputStream().write("hello\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    case HALF_AN_ANSWER ->
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                                        .getBytes(StandardCharsets.UTF_8));
                    case SILENCE -> socket.getInputStream().read();
                }
            } catch (IOException e) {
                // The client gave up first.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}

package dev.pointsman.lab.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.Root;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Raw bytes over sockets, because the point is what is on the wire. */
class HttpListenerTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String GET = "GET /a%20b?c=%2F HTTP/1.1\r\nHost: x\r\nX-Two: 1\r\nX-Two: 2\r\n\r\n";

    @Test
    void aCallArrivesAsItWasSent() throws Exception {
        Function<HttpCall, HttpAnswer> echo = call -> HttpAnswer.text(
                200,
                String.join(
                        " ",
                        call.method(),
                        call.path(),
                        call.query(),
                        String.valueOf(call.headers().get("x-two")),
                        new String(call.body(), StandardCharsets.UTF_8)));
        try (HttpListener listener = HttpListener.start(ANY_PORT, "test", echo)) {
            assertThat(exchange(listener, GET)).endsWith("\r\n\r\nGET /a%20b c=%2F [1, 2] ");
            assertThat(exchange(listener, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"))
                    .endsWith("POST /  null hi");
        }
    }

    @Test
    void aConnectionServesManyCalls() throws Exception {
        try (HttpListener listener = HttpListener.start(ANY_PORT, "test", call -> HttpAnswer.text(200, "yes"));
                Socket socket = connect(listener)) {
            for (int call = 0; call < 3; call++) {
                assertThat(exchange(socket, GET)).contains("200 OK").endsWith("yes");
            }
        }
    }

    @Test
    void connectionsAreCountedOnceHoweverManyCallsTheyServe() throws Exception {
        try (HttpListener listener = HttpListener.start(ANY_PORT, "test", call -> HttpAnswer.text(200, "yes"));
                Socket socket = connect(listener)) {
            exchange(socket, GET);
            exchange(socket, GET);
            assertThat(listener.connections().opened()).isEqualTo(1);
            exchange(listener, GET);
            assertThat(listener.connections().opened()).isEqualTo(2);
            assertThat(listener.connections().handshakes()).isZero();
        }
    }

    @Test
    void overTlsACommandThatTrustsTheBundleIsServedAndItsHandshakeCounted(@TempDir Path directory) throws Exception {
        TlsIdentity identity = TlsIdentity.make("127.0.0.1", directory);
        InetSocketAddress loopback = new InetSocketAddress("127.0.0.1", 0);
        try (HttpListener listener =
                HttpListener.start(loopback, "test", call -> HttpAnswer.text(200, "served"), Optional.of(identity))) {
            assertThat(listener.scheme()).isEqualTo("https");
            String url = "https://127.0.0.1:" + listener.address().getPort() + "/";
            String bundle = identity.bundle().toString();
            // The second of its two calls is on the same connection.
            assertThat(Command.of("curl", "-s", "--cacert", bundle, url, url).run())
                    .isEqualTo("servedserved");
            assertThat(listener.connections().handshakes()).isEqualTo(1);
            assertThat(listener.connections().opened()).isEqualTo(1);
            assertThat(Command.of("curl", "-s", url).attempt().exitCode())
                    .as("who does not trust it")
                    .isEqualTo(60);
            assertThat(listener.connections().opened()).isEqualTo(1);
        }
    }

    @Test
    void aDroppedCallIsClosedWithoutAByte() throws Exception {
        try (HttpListener listener = HttpListener.start(ANY_PORT, "test", call -> new HttpAnswer.Dropped())) {
            assertThat(exchange(listener, GET)).isEmpty();
        }
    }

    @Test
    void aHandlerThatFailsIsAnsweredWith500AndABodyTooLargeWith413() throws Exception {
        Function<HttpCall, HttpAnswer> failing = call -> {
            throw new IllegalStateException("on purpose");
        };
        try (HttpListener listener = HttpListener.start(ANY_PORT, "test", failing)) {
            assertThat(exchange(listener, GET)).contains("500 ").doesNotContain("on purpose");
            String large = "x".repeat((1 << 20) + 1);
            assertThat(exchange(
                            listener,
                            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + large.length() + "\r\n\r\n" + large))
                    .contains("413 ");
        }
    }

    @Test
    void anAddressThatIsTakenIsNamedInTheError() throws Exception {
        try (HttpListener listener = HttpListener.start(ANY_PORT, "first", call -> HttpAnswer.text(200, ""))) {
            assertThatThrownBy(() -> HttpListener.start(listener.address(), "second", call -> HttpAnswer.text(200, "")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("failed to listen for second on")
                    .hasMessageContaining(String.valueOf(listener.address().getPort()));
        }
    }

    @Test
    void refusingClosesWhatIsOpenAndResumingListensOnTheSamePort() throws Exception {
        try (HttpListener listener = HttpListener.start(ANY_PORT, "test", call -> HttpAnswer.text(200, "yes"));
                Socket open = connect(listener)) {
            assertThat(exchange(open, GET)).endsWith("yes");
            listener.refuse();
            listener.refuse();
            assertThat(open.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> connect(listener)).isInstanceOf(ConnectException.class);
            listener.resume();
            listener.resume();
            assertThat(exchange(listener, GET)).endsWith("yes");
        }
    }

    @Test
    void aListenerStaysInTheNamespaceItWasStartedInAlsoWhenResumedFromElsewhere() throws Exception {
        Root.missing().ifPresent(reason -> Assumptions.abort("skipped: " + reason));
        try (Namespace namespace =
                Namespace.add("pm-listener-" + ProcessHandle.current().pid())) {
            Command.of("ip", "-n", namespace.name(), "link", "set", "lo", "up").run();
            try (HttpListener listener = namespace.call(
                    () -> HttpListener.start(ANY_PORT, "test", call -> HttpAnswer.text(200, "inside")))) {
                assertThat(namespace.call(() -> exchange(listener, GET))).endsWith("inside");
                assertThatThrownBy(() -> connect(listener)).isInstanceOf(ConnectException.class);
                listener.refuse();
                listener.resume();
                assertThat(namespace.call(() -> exchange(listener, GET))).endsWith("inside");
                assertThatThrownBy(() -> connect(listener)).isInstanceOf(ConnectException.class);
            }
        }
    }

    private static Socket connect(HttpListener listener) throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String exchange(HttpListener listener, String request) throws IOException {
        try (Socket socket = connect(listener)) {
            return exchange(socket, request);
        }
    }

    /** Sends a request and reads one answer by its length, or until the connection is closed. */
    private static String exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        StringBuilder answer = new StringBuilder();
        int wanted = Integer.MAX_VALUE;
        while (answer.length() < wanted) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                break;
            }
            answer.append((char) octet);
            int end = answer.indexOf("\r\n\r\n");
            if (end >= 0 && wanted == Integer.MAX_VALUE) {
                List<String> lengths = answer.toString()
                        .lines()
                        .filter(line -> line.startsWith("Content-length: "))
                        .toList();
                wanted = end + 4 + Integer.parseInt(lengths.getFirst().split(" ")[1]);
            }
        }
        return answer.toString();
    }
}

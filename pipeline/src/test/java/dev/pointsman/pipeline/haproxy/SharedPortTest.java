package dev.pointsman.pipeline.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.GreetingBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint.Transport;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.redirect;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.streamListener;
import static dev.pointsman.pipeline.plan.PlanFixture.streamRule;
import static dev.pointsman.pipeline.plan.PlanFixture.tlsListener;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Requests and connections that come in over TLS at one address and port, told apart by the server name. */
@AsksHaproxy
class SharedPortTest extends TlsAtWork {

    private static final Listener SHOP = tlsListener(
            "edge/web",
            "shop",
            "shop.example.com",
            "edge/shop",
            rule(
                    "shop/moved",
                    0,
                    prefix("/moved"),
                    redirect(new Redirect("", "", 0, Optional.of(new PathRewrite.Full("/")), 302))),
            rule("shop/a", 0, "*", anything(), to("shop/web", 80, 1)));
    private static final Listener REST = tlsListener(
            "edge/web",
            "rest",
            "*.example.com",
            "edge/rest",
            rule("shop/b", 0, "*", anything(), to("shop/web", 80, 1)));
    private static final StreamListener PASSED = streamListener(
            "edge/web",
            "passed",
            "db.example.com",
            "",
            streamRule("shop/db", "db.example.com", 0, to("shop/tls", 1, 1)));
    private static final StreamListener ENDED = streamListener(
            "edge/web",
            "ended",
            "*.in.example.com",
            "edge/ended",
            streamRule("shop/in", "*.in.example.com", 0, to("shop/plain", 1, 1)));

    private EchoBackend web;
    private GreetingBackend plain;
    private GreetingBackend overTls;

    @BeforeEach
    void prepare() throws IOException {
        web = echo("web");
        plain = greeter("plain");
        overTls = greeterOverTls("db.example.com");
        install("edge/shop", "shop", "shop.example.com");
        install("edge/rest", "rest", "*.example.com");
        install("edge/ended", "ended", "*.in.example.com");
    }

    @Test
    void the_most_specific_listener_of_either_kind_has_the_connection() throws Exception {
        try (HaproxyProcess haproxy = start(Transport.TLS_BY_LISTENER, PASSED, ENDED)) {
            assertThat(client.shown("shop.example.com")).isEqualTo("shop");
            assertThat(client.shown("other.example.com")).isEqualTo("rest");
            assertThat(client.shown("db.example.com")).isEqualTo("own");
            assertThat(client.shown("a.in.example.com")).isEqualTo("ended");
            assertThatThrownBy(() -> client.shown("example.org")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> client.shown(null)).isInstanceOf(IOException.class);

            assertThat(client.send("shop.example.com", get("/", "Host: shop.example.com"))
                            .backend())
                    .isEqualTo("web");
            try (Socket socket = client.connect("a.in.example.com")) {
                assertThat(greeting(socket)).isEqualTo("plain");
            }
            try (Socket socket = client.connect("db.example.com")) {
                assertThat(greeting(socket)).isEqualTo("over tls");
            }
        }
    }

    @Test
    void requests_know_the_client_and_the_port_that_it_asked() throws Exception {
        try (HaproxyProcess haproxy = start(Transport.TLS_PASSED_THROUGH, PASSED)) {
            RawRequest.Answer answer = client.send("shop.example.com", get("/", "Host: shop.example.com"));
            assertThat(answer.seen("x-forwarded-for")).containsExactly("127.0.0.1");
            assertThat(answer.seen("x-forwarded-proto")).containsExactly("https");

            assertThat(client.send("shop.example.com", get("/moved", "Host: shop.example.com"))
                            .values("location"))
                    .containsExactly("https://shop.example.com:" + port + "/");
        }
    }

    @Test
    void each_connection_and_each_request_is_logged_once() throws Exception {
        try (HaproxyProcess haproxy = start(Transport.TLS_ENDED, ENDED)) {
            client.send("shop.example.com", get("/", "Host: shop.example.com"));
            try (Socket socket = client.connect("a.in.example.com")) {
                greeting(socket);
            }
            assertThat(haproxy.logLines(2))
                    .hasSize(2)
                    .anyMatch(line ->
                            line.contains("\"method\":\"GET\"") && line.contains("\"listener\":\"edge/web/shop\""))
                    .anyMatch(line -> line.contains("\"listener\":\"edge/web/ended\""));
        }
    }

    private HaproxyProcess start(Transport transport, StreamListener... connections)
            throws IOException, InterruptedException {
        return start(new PlanFixture()
                        .backend("shop/web", 80, web.endpoint())
                        .backend("shop/plain", 1, plain.endpoint())
                        .backend("shop/tls", 1, overTls.endpoint())
                        .entrypoint("127.0.0.1", port, SHOP, REST)
                        .stream("127.0.0.1", port, transport, connections));
    }

    /** Says something as well, because a connection without a byte of the client's is not logged. */
    private static String greeting(Socket socket) throws IOException {
        socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        return reader.readLine();
    }
}

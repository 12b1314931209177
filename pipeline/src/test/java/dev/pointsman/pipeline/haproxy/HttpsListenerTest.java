package dev.pointsman.pipeline.haproxy;

import java.io.IOException;
import javax.net.ssl.SSLSocket;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.listener.Listener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.tlsListener;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a port with TLS shows to whom, and which requests it takes, asked of the real HAProxy. */
@AsksHaproxy
class HttpsListenerTest extends TlsAtWork {

    private static final Listener ANY =
            tlsListener("edge/web", "any", "*", "edge/any", rule("shop/a", 0, "*", anything(), to("shop/any", 80, 1)));
    private static final Listener EXACT = tlsListener(
            "edge/web",
            "exact",
            "shop.example.com",
            "edge/exact",
            rule("shop/a", 0, "*", anything(), to("shop/exact", 80, 1)));
    private static final Listener WILD = tlsListener(
            "edge/web",
            "wild",
            "*.example.com",
            "edge/wild edge/deep",
            rule("shop/a", 0, "*", anything(), to("shop/wild", 80, 1)));

    private EchoBackend any;
    private EchoBackend exact;
    private EchoBackend wild;

    @BeforeEach
    void prepare() throws IOException {
        any = echo("any");
        exact = echo("exact");
        wild = echo("wild");
        // Its own names are others' hosts, and yet it is shown for what is nobody's.
        install("edge/any", "any", "shop.example.com", "*.example.com");
        install("edge/exact", "exact", "something.else.example.org");
        install("edge/wild", "wild", "*.example.com");
        install("edge/deep", "deep", "a.b.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example.com,exact",
        "SHOP.example.com,exact",
        "a.example.com,wild",
        "a.b.example.com,deep",
        "c.b.example.com,any",
        "example.org,any",
        ",any"
    })
    void the_server_name_decides_which_certificate_is_shown(String serverName, String shown) throws Exception {
        try (HaproxyProcess haproxy = start(EXACT, WILD, ANY)) {
            assertThat(client.shown(serverName)).isEqualTo(shown);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example.com,shop.example.com,200,exact",
        "shop.example.com,SHOP.example.com:443,200,exact",
        "shop.example.com,a.example.com,421,",
        "shop.example.com,example.org,421,",
        "a.example.com,a.example.com,200,wild",
        "a.example.com,b.example.com,200,wild",
        "a.example.com,c.d.example.com,200,wild",
        "c.d.example.com,a.example.com,200,wild",
        "a.example.com,shop.example.com,421,",
        "example.org,example.net,200,any",
        "example.org,shop.example.com,421,",
        ",example.org,200,any",
        ",shop.example.com,421,"
    })
    void a_request_must_belong_to_the_listener_of_its_connection(
            String serverName, String host, int status, String backend) throws Exception {
        try (HaproxyProcess haproxy = start(EXACT, WILD, ANY)) {
            RawRequest.Answer answer = client.send(serverName, get("/", "Host: " + host));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.backend()).isEqualTo(backend == null ? "" : backend);
        }
    }

    @Test
    void a_host_that_no_listener_has_gets_404() throws Exception {
        try (HaproxyProcess haproxy = start(EXACT, WILD)) {
            assertThat(client.send("shop.example.com", get("/", "Host: example.org"))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_server_name_that_no_listener_has_gets_no_answer() throws Exception {
        try (HaproxyProcess haproxy = start(EXACT, WILD)) {
            for (String serverName : new String[] {"example.org", "example.com", null}) {
                assertThatThrownBy(() -> client.send(serverName, get("/", "Host: shop.example.com")))
                        .isInstanceOf(IOException.class);
            }
        }
        try (HaproxyProcess haproxy = start(EXACT)) {
            assertThatThrownBy(() -> client.send("example.org", get("/", "Host: shop.example.com")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void http_2_is_spoken_with_those_who_ask_for_it() throws Exception {
        try (HaproxyProcess haproxy = start(ANY)) {
            try (SSLSocket socket = client.connect("example.org", "h2", "http/1.1")) {
                assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
            }
            try (SSLSocket socket = client.connect("example.org", "http/1.1")) {
                assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
            }
        }
    }

    @Test
    void a_backend_is_told_that_the_client_used_tls() throws Exception {
        try (HaproxyProcess haproxy = start(ANY)) {
            String seen = client.send("a", get("/", "Host: a", "X-Forwarded-Proto: http"))
                    .body();
            assertThat(seen).containsOnlyOnce("orwarded-proto: https");
        }
    }

    private HaproxyProcess start(Listener... listeners) throws IOException, InterruptedException {
        return start(new PlanFixture()
                .backend("shop/any", 80, any.endpoint())
                .backend("shop/exact", 80, exact.endpoint())
                .backend("shop/wild", 80, wild.endpoint())
                .entrypoint("127.0.0.1", port, listeners));
    }
}

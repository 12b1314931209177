package dev.pointsman.pipeline.haproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.certificate.TestAuthority;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.backend.BackendTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** Servers that are spoken to over TLS: what they are asked for, what they must show, and what they are shown. */
@AsksHaproxy
class BackendTlsTest {

    private static final String HOST = "Host: shop.example.com";
    private static final String ASKED = "cart.internal";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final TestAuthority authority = new TestAuthority("servers");
    private final TestAuthority other = new TestAuthority("others");
    private final AtomicReference<String> askedFor = new AtomicReference<>("");
    private EchoBackend backend;

    @BeforeEach
    void start() throws IOException {
        SSLServerSocket socket = (SSLServerSocket) authority
                .context(authority.issue(ASKED))
                .getServerSocketFactory()
                .createServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setSNIMatchers(List.of(new SNIMatcher(0) {
            @Override
            public boolean matches(SNIServerName name) {
                askedFor.set(new String(name.getEncoded(), StandardCharsets.US_ASCII));
                return true;
            }
        }));
        parameters.setNeedClientAuth(true);
        socket.setSSLParameters(parameters);
        backend = new EchoBackend("one", "200", socket);
    }

    @AfterEach
    void stop() throws IOException {
        backend.close();
    }

    @Test
    void the_gateways_certificate_is_shown_and_the_servers_is_compared_with_the_name_that_is_asked_for()
            throws Exception {
        try (HaproxyProcess haproxy = start(authority, ASKED)) {
            assertThat(eventually(haproxy, 200)).isEqualTo(200);
            assertThat(askedFor.get()).isEqualTo(ASKED);
        }
    }

    @Test
    void a_server_with_a_certificate_for_another_name_gets_nothing() throws Exception {
        try (HaproxyProcess haproxy = start(authority, "other.internal")) {
            assertThat(eventually(haproxy, 503)).isEqualTo(503);
        }
    }

    @Test
    void a_server_that_does_not_trust_the_gateways_certificate_is_not_served_from() throws Exception {
        try (HaproxyProcess haproxy = start(other, ASKED)) {
            // With TLS 1.3 a server says so only when the client is done, so that it is no failure to connect.
            assertThat(haproxy.send(get("/", HOST)).status()).isIn(502, 503);
        }
    }

    @Test
    void a_gateway_without_a_certificate_shows_none_and_one_with_has_its_own_servers() throws Exception {
        int without = HaproxyProcess.freePort();
        PlanFixture plan = plan(ASKED)
                .entrypoint(
                        "127.0.0.2",
                        without,
                        listener(
                                "edge/other", "http", "*", rule("shop/a", 0, "*", anything(), to("shop/cart", 80, 1))));
        install(authority);
        try (HaproxyProcess haproxy = HaproxyProcess.start(plan.plan(), directory)) {
            assertThat(eventually(haproxy, 200)).isEqualTo(200);
            String configuration = Files.readString(directory.resolve("haproxy.cfg"));
            assertThat(configuration)
                    .contains("backend shop_cart_80\n", "backend shop_cart_80:as:edge_balancer\n")
                    .containsOnlyOnce(" crt ");
        }
    }

    /** The first requests may come before the first check. */
    private static int eventually(HaproxyProcess haproxy, int wanted) throws Exception {
        long end = System.nanoTime() + DEADLINE.toNanos();
        int status = haproxy.send(get("/", HOST)).status();
        while (status != wanted && System.nanoTime() < end) {
            Thread.sleep(50);
            status = haproxy.send(get("/", HOST)).status();
        }
        return status;
    }

    private HaproxyProcess start(TestAuthority ofTheGateway, String serverName)
            throws IOException, InterruptedException {
        install(ofTheGateway);
        return HaproxyProcess.start(plan(serverName).plan(), directory);
    }

    private void install(TestAuthority signer) throws IOException {
        signer.install(new NodeLayout(directory), "edge/balancer", "balancer");
    }

    private PlanFixture plan(String serverName) throws IOException {
        return new PlanFixture()
                .backend("shop/cart", 80, backend.endpoint())
                .tls("shop/cart", 80, new BackendTls(authority.pem(), serverName))
                .entrypointAs(
                        "edge/balancer",
                        "127.0.0.1",
                        HaproxyProcess.freePort(),
                        listener("edge/web", "http", "*", rule("shop/a", 0, "*", anything(), to("shop/cart", 80, 1))));
    }
}

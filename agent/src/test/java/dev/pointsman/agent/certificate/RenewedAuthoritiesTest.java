package dev.pointsman.agent.certificate;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import dev.pointsman.agent.apply.Applier;
import dev.pointsman.agent.apply.EchoServer;
import dev.pointsman.agent.apply.TestServices;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.pipeline.change.ReloadReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Authorities that change under a real HAProxy: those of servers, and those of clients. */
class RenewedAuthoritiesTest extends CertifiedNode {

    private static final String SERVER_NAME = "shop.internal.example.com";

    @Test
    void authoritiesOfServersAreAReloadAfterWhichServersAreVerifiedByThem() throws Exception {
        TestPair old = TestPair.of("old authority");
        TestPair young = TestPair.of("young authority");
        try (EchoServer behind =
                        EchoServer.overTls("behind", young.issue(SERVER_NAME).context());
                RunningHaproxy running = serveWithTls(verified(behind, old), text -> text)) {
            Applier agent = node.agent();
            agent.resume();
            assertThat(statusOfAnswer()).isEqualTo(503);

            verified(behind, young).commitTo(fleet);
            agent.apply();

            RunningHaproxy.until(Duration.ofSeconds(60), () -> statusOfAnswer() == 200);
            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::sentence)
                    .containsExactly("\"edge_shop_80.ca.pem\" changes");
        }
    }

    @Test
    void authoritiesOfClientsAreAReloadAfterWhichTheyAreTold() throws Exception {
        TestPair old = TestPair.of("old authority");
        TestPair young = TestPair.of("young authority");
        try (RunningHaproxy running = serveWithTls(
                services().authorities(old),
                text -> text.replace(
                        "  addresses:",
                        "  tls: {frontend: {default: {validation: {caCertificateRefs: [{group: \"\", kind: ConfigMap,"
                                + " name: authorities}]}}}}\n  addresses:"))) {
            Applier agent = node.agent();
            agent.resume();
            assertThat(askAs(old.issue("client"))).isEqualTo("one");
            assertThatThrownBy(() -> askAs(young.issue("client"))).isInstanceOf(IOException.class);

            services().authorities(young).commitTo(fleet);
            agent.apply();

            assertThat(askAs(young.issue("client"))).isEqualTo("one");
            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::sentence)
                    .containsExactly("\"127.9.0.10-" + port + ".ca.pem\" changes");
        }
    }

    /** The shop with a server that is spoken to over TLS, and the authorities by whom it is verified. */
    private static TestServices verified(EchoServer behind, TestPair... authorities) {
        return TestServices.shop(HOST, behind).overTls("shop", SERVER_NAME).authorities(authorities);
    }

    private int statusOfAnswer() {
        try {
            return statusFor(HOST);
        } catch (IOException e) {
            return 0;
        }
    }

    private String askAs(TestPair client) throws IOException {
        try (SSLSocket socket = client.connect(ADDRESS, port, HOST)) {
            return ask(socket);
        } catch (SSLException e) {
            throw new IOException(e);
        }
    }
}

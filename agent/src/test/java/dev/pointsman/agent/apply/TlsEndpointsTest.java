package dev.pointsman.agent.apply;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Endpoints that HAProxy speaks to over TLS come and go without a reload, and their certificates are verified all the same. */
class TlsEndpointsTest {

    private static final String HOST = "a.example.com";
    private static final String SERVER_NAME = "shop.internal.example.com";
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private NodeLayout layout;
    private TestFleet fleet;
    private TestNode node;

    @BeforeEach
    void makeNode() throws IOException {
        layout = new NodeLayout(folder.resolve("node"));
        fleet = TestFleet.make(folder);
        node = new TestNode(layout, fleet.repository());
    }

    @Test
    void anEndpointThatIsAddedIsSpokenToOverTlsAndVerified() throws Exception {
        SSLContext trusted = identity("trusted", SERVER_NAME);
        SSLContext foreign = identity("foreign", SERVER_NAME);
        try (EchoServer one = EchoServer.overTls("one", trusted);
                EchoServer two = EchoServer.overTls("two", trusted);
                EchoServer impostor = EchoServer.overTls("impostor", foreign);
                RunningHaproxy running = serve(one)) {
            Applier agent = node.agent();
            agent.resume();
            assertThat(answers()).containsExactly("one");

            shop(one, two).commitTo(fleet);
            agent.apply();

            assertThat(node.changes().reasons()).isEmpty();
            assertThat(node.changes().edits()).containsExactly(1);
            assertThat(answers()).containsExactly("one", "two");

            shop(two, impostor).commitTo(fleet);
            agent.apply();

            assertThat(node.changes().reasons()).isEmpty();
            RunningHaproxy.until(Duration.ofSeconds(30), () -> isDown(impostor));
            assertThat(answers()).containsExactly("two");
            Generation current = node.store().current().orElseThrow();
            assertThat(node.worker().identity().digest()).contains(current.digest());
            running.close();
            try (RunningHaproxy restarted = RunningHaproxy.start(layout)) {
                RunningHaproxy.until(Duration.ofSeconds(30), () -> isDown(impostor));
                assertThat(answers()).containsExactly("two");
            }
        }
    }

    private RunningHaproxy serve(EchoServer server) throws IOException {
        fleet.commitFirst();
        shop(server).commitTo(fleet);
        node.agent().apply();
        assertThat(node.board().read().refused()).isEmpty();
        RunningHaproxy running = RunningHaproxy.start(layout);
        node.changes().clear();
        return running;
    }

    private TestServices shop(EchoServer... servers) throws IOException {
        return new TestServices()
                .service(
                        "shop",
                        List.of(servers).stream().map(EchoServer::endpoint).toList())
                .route(HOST, "/", Map.of("shop", 1))
                .and("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: BackendTLSPolicy
                        metadata: {name: shop, namespace: edge}
                        spec:
                          targetRefs: [{group: "", kind: Service, name: shop}]
                          validation:
                            caCertificateRefs: [{group: "", kind: ConfigMap, name: authority}]
                            hostname: %s
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: authority, namespace: edge}
                        data:
                          ca.crt: |
                        %s""".formatted(
                                SERVER_NAME,
                                Files.readString(folder.resolve("trusted.crt")).indent(4)));
    }

    private boolean isDown(EchoServer server) {
        try {
            String name = server.endpoint().replace(':', '-');
            return node.worker().ask("show stat").stream()
                    .filter(line -> line.startsWith("edge_shop_80," + name + ","))
                    .anyMatch(line -> line.contains(",DOWN,"));
        } catch (IOException e) {
            return false;
        }
    }

    private Set<String> answers() throws IOException {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            answers.add(TestNode.who(TestNode.request(fleet.port(), HOST, "/")));
        }
        return answers;
    }

    /** A certificate that is its own authority, as NAME.crt, and its key for a server. */
    private SSLContext identity(String name, String serverName) throws IOException, GeneralSecurityException {
        Path certificate = folder.resolve(name + ".crt");
        Path key = folder.resolve(name + ".key");
        Path both = folder.resolve(name + ".p12");
        Command.of(List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=DNS:" + serverName,
                        "-out",
                        certificate.toString(),
                        "-keyout",
                        key.toString()))
                .run();
        Command.of(List.of(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        certificate.toString(),
                        "-inkey",
                        key.toString(),
                        "-out",
                        both.toString(),
                        "-passout",
                        "pass:" + PASSWORD))
                .run();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(both)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}

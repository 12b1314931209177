package dev.pointsman.agent.apply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pointsman.agent.certificate.CertificateRotation;
import dev.pointsman.agent.certificate.CertificateState;
import dev.pointsman.agent.certificate.TestPair;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.ServedGeneration;
import dev.pointsman.pipeline.change.ReloadReason;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files of certificates that change under a real HAProxy, looked at by real TLS clients. */
class CertificateRotationTest {

    private static final String HOST = "a.example.com";
    private static final String ADDRESS = "127.9.0.10";
    private static final ResourceName WEB = new ResourceName("edge", "web");
    private static final List<KeyPair> PAIRS = List.of(new KeyPair(WEB));

    @TempDir
    Path folder;

    private NodeLayout layout;
    private TestFleet fleet;
    private TestNode node;
    private EchoServer server;
    private int port;
    private TestPair first;

    @BeforeEach
    void makeNode() throws IOException {
        layout = new NodeLayout(folder.resolve("node"));
        fleet = TestFleet.make(folder);
        node = new TestNode(layout, fleet.repository());
        server = new EchoServer("one");
        port = RunningHaproxy.freePort();
        first = TestPair.of(HOST).install(layout, WEB);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aRenewedCertificateIsShownWithoutAReloadAndAnOpenConnectionGoesOn() throws Exception {
        try (RunningHaproxy running = serve();
                SSLSocket open = TestPair.of("client").connect(ADDRESS, port, HOST)) {
            assertThat(ask(open)).isEqualTo("one");
            CertificateRotation rotation = rotation(Instant.now());
            assertThat(lookTwice(rotation).findings()).isEmpty();
            long worker = node.worker().process();

            TestPair second = TestPair.of(HOST, Duration.ofDays(90)).install(layout, WEB);
            CertificateState atOnce = look(rotation);
            assertThat(shown()).isEqualTo(first.certificate());
            assertThat(atOnce.shown().orElseThrow().notAfter())
                    .isEqualTo(first.certificate().getNotAfter().toInstant());

            CertificateState state = look(rotation);

            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(TestPair.shown(ADDRESS, port, "unknown.example.com"))
                    .as("also for names that no certificate was asked for by")
                    .isEqualTo(second.chain());
            assertThat(state.findings()).isEmpty();
            assertThat(state.shown().orElseThrow().notAfter())
                    .isEqualTo(second.certificate().getNotAfter().toInstant());
            assertThat(node.worker().process()).isEqualTo(worker);
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.changes().edits()).containsExactly(1);
            assertThat(ask(open)).isEqualTo("one");

            lookTwice(rotation);
            assertThat(node.changes().edits()).containsExactly(1);
        }
    }

    @Test
    void aPairOfWhichOneFileIsNewIsNotTakenUntilTheOtherIsThere() throws Exception {
        try (RunningHaproxy running = serve()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);
            TestPair second = TestPair.of(HOST);

            Files.writeString(layout.certificate(WEB), second.chainText());
            assertThat(look(rotation).findings()).as("it may be being written").isEmpty();
            CertificateState state = look(rotation);

            assertThat(shown()).isEqualTo(first.certificate());
            assertThat(state.findings())
                    .singleElement()
                    .hasToString(
                            "%s  Secret edge/web: \"%s\" is not the key of the certificate beside it; HAProxy goes on with"
                                            .formatted(layout.privateKey(WEB), layout.privateKey(WEB))
                                    + " the certificate with serial %s (valid until %s), and could neither be reloaded nor started again."
                                            .formatted(
                                                    first.serial().toString(16).toUpperCase(),
                                                    first.certificate()
                                                            .getNotAfter()
                                                            .toInstant())
                                    + " Write the certificate chain and its private key anew; they are taken within seconds, without a"
                                    + " reload.  [certificate-unusable]");

            Files.writeString(layout.privateKey(WEB), second.keyText());
            assertThat(lookTwice(rotation).findings()).isEmpty();
            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void halfAFileAndAFileThatIsGoneAreNotTaken() throws Exception {
        try (RunningHaproxy running = serve()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);

            Files.writeString(layout.privateKey(WEB), first.keyText().substring(0, 100));
            assertThat(lookTwice(rotation).findings())
                    .extracting(Finding::code)
                    .containsExactly("certificate-unusable");
            Files.delete(layout.certificate(WEB));
            assertThat(lookTwice(rotation).findings()).extracting(Finding::code).containsExactly("certificate-missing");

            assertThat(shown()).isEqualTo(first.certificate());
            first.install(layout, WEB);
            assertThat(lookTwice(rotation).findings()).isEmpty();
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void anotherChainBehindTheSameCertificateIsShown() throws Exception {
        TestPair authority = TestPair.of("authority");
        TestPair leaf = authority.issue(HOST);
        leaf.install(layout, WEB);
        try (RunningHaproxy running = serve()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);
            assertThat(TestPair.shown(ADDRESS, port, HOST)).isEqualTo(leaf.chain());

            TestPair longer = leaf.followedBy(authority).install(layout, WEB);
            lookTwice(rotation);
            assertThat(TestPair.shown(ADDRESS, port, HOST)).isEqualTo(longer.chain());

            TestPair other = leaf.followedBy(TestPair.of("authority")).install(layout, WEB);
            lookTwice(rotation);
            assertThat(TestPair.shown(ADDRESS, port, HOST)).isEqualTo(other.chain());
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void aCertificateThatWasRenewedWhileNoAgentRanIsShownAndOneThatIsShownIsLeftAlone() throws Exception {
        try (RunningHaproxy running = serve()) {
            lookTwice(rotation(Instant.now()));
            assertThat(node.changes().edits()).isEmpty();

            TestPair second = TestPair.of(HOST).install(layout, WEB);
            lookTwice(rotation(Instant.now()));

            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(node.changes().edits()).containsExactly(1);
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void whatAnInterruptedAgentHasBegunStandsInNobodysWay() throws Exception {
        try (RunningHaproxy running = serve()) {
            TestPair begun = TestPair.of(HOST);
            node.worker()
                    .ask("set ssl cert " + layout.certificate(WEB) + " <<\n" + begun.chainText() + begun.keyText());
            assertThat(node.worker().ask("show ssl cert")).contains("*" + layout.certificate(WEB));

            TestPair second = TestPair.of(HOST).install(layout, WEB);
            lookTwice(rotation(Instant.now()));

            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void aChainThatNoCommandCanCarryIsAReloadThatSaysWhy() throws Exception {
        try (RunningHaproxy running = serve()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);
            TestPair second = TestPair.of(HOST)
                    .followedBy(IntStream.range(0, 7)
                            .mapToObj(i -> TestPair.of("authority " + i + "x".repeat(700)))
                            .toArray(TestPair[]::new))
                    .install(layout, WEB);

            assertThat(lookTwice(rotation).findings()).isEmpty();

            assertThat(shown()).isEqualTo(second.certificate());
            assertThat(node.changes().reasons())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason.sentence())
                            .startsWith("the certificate of Secret edge/web is new, and its ")
                            .endsWith(" bytes are more than the 15000 that one command can carry"))
                    .extracting(ReloadReason::cause)
                    .isEqualTo(ReloadReason.Cause.FILE);
            lookTwice(rotation);
            assertThat(node.changes().reloads()).hasSize(1);
        }
    }

    @Test
    void aPairThatHaproxyRefusesIsReportedOnceAndTheOneBeforeStays() throws Exception {
        try (RunningHaproxy running = serve()) {
            CertificateRotation rotation = rotation(Instant.now());
            lookTwice(rotation);
            TestPair.weak(HOST).install(layout, WEB);

            assertThat(lookTwice(rotation).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.code()).isEqualTo("certificate-not-taken"))
                    .satisfies(finding -> assertThat(finding.message())
                            .startsWith("HAProxy does not take this certificate (")
                            .contains("goes on with the certificate with serial "
                                    + first.serial().toString(16).toUpperCase()));

            assertThat(shown()).isEqualTo(first.certificate());
            assertThat(lookTwice(rotation).findings()).hasSize(1);
            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::cause)
                    .containsExactly(ReloadReason.Cause.COMMAND_FAILED);
            TestPair second = TestPair.of(HOST).install(layout, WEB);
            assertThat(lookTwice(rotation).findings()).isEmpty();
            assertThat(shown()).isEqualTo(second.certificate());
        }
    }

    @Test
    void expiryIsToldByWhatIsShownAlsoWhenTheFilesAreNew() throws Exception {
        Instant end = first.certificate().getNotAfter().toInstant();
        try (RunningHaproxy running = serve()) {
            CertificateRotation later = rotation(end.plusSeconds(1));
            assertThat(look(later).findings())
                    .singleElement()
                    .hasToString(
                            "%s  Secret edge/web: the certificate with serial %s (valid until %s) has expired, and clients"
                                            .formatted(
                                                    layout.certificate(WEB),
                                                    first.serial().toString(16).toUpperCase(),
                                                    end)
                                    + " refuse it. Put a new one there with its private key; it is taken within seconds, without a"
                                    + " reload.  [certificate-expired]");
            TestPair.of(HOST, Duration.ofDays(90)).install(layout, WEB);
            assertThat(look(later).findings())
                    .as("the worker shows the old one")
                    .extracting(Finding::code)
                    .containsExactly("certificate-expired");
            assertThat(look(later).findings()).isEmpty();
        }
    }

    @Test
    void withoutHaproxyTheFilesAreJudgedAsTheNextStartWouldFindThem() throws Exception {
        CertificateRotation rotation = rotation(Instant.now());
        assertThat(lookTwice(rotation).findings()).isEmpty();

        Files.writeString(layout.privateKey(WEB), TestPair.of(HOST).keyText());
        CertificateState state = lookTwice(rotation);

        assertThat(state.shown()).isEmpty();
        assertThat(state.findings()).extracting(Finding::code).containsExactly("certificate-unusable");
    }

    @Test
    void authoritiesOfServersAreAReloadAfterWhichServersAreVerifiedByThem() throws Exception {
        TestPair old = TestPair.of("old authority");
        TestPair young = TestPair.of("young authority");
        HttpsServer behind = serverWith(young.issue("shop.internal.example.com"));
        try (RunningHaproxy running = serve(verified(behind, old))) {
            Applier agent = node.agent();
            agent.resume();
            assertThat(status()).isEqualTo(503);

            verified(behind, young).commitTo(fleet);
            agent.apply();

            RunningHaproxy.until(Duration.ofSeconds(60), () -> status() == 200);
            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::sentence)
                    .containsExactly("\"edge_shop_80.ca.pem\" changes");
        } finally {
            behind.stop(0);
        }
    }

    @Test
    void authoritiesOfClientsAreAReloadAfterWhichTheyAreTold() throws Exception {
        TestPair old = TestPair.of("old authority");
        TestPair young = TestPair.of("young authority");
        try (RunningHaproxy running = serve(
                services().and(configMap(old)),
                text -> text.replace(
                        "  addresses:",
                        "  tls: {frontend: {default: {validation: {caCertificateRefs: [{group: \"\", kind: ConfigMap,"
                                + " name: authorities}]}}}}\n  addresses:"))) {
            Applier agent = node.agent();
            agent.resume();
            assertThat(askAs(old.issue("client"))).isEqualTo("one");
            assertThatThrownBy(() -> askAs(young.issue("client"))).isInstanceOf(IOException.class);

            services().and(configMap(young)).commitTo(fleet);
            agent.apply();

            assertThat(askAs(young.issue("client"))).isEqualTo("one");
            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::sentence)
                    .containsExactly("\"127.9.0.10-" + port + ".ca.pem\" changes");
        }
    }

    private RunningHaproxy serve() throws IOException {
        return serve(services());
    }

    private RunningHaproxy serve(TestServices services) throws IOException {
        return serve(services, text -> text);
    }

    private RunningHaproxy serve(TestServices services, UnaryOperator<String> gateway) throws IOException {
        fleet.commitFirst();
        fleet.commitTlsListener(port);
        fleet.commit("gateway.yaml", text -> gateway.apply(text) + "# complete\n");
        services.commitTo(fleet);
        node.agent().apply();
        assertThat(node.board().read().refused()).isEmpty();
        RunningHaproxy running = RunningHaproxy.start(layout);
        node.changes().clear();
        return running;
    }

    private TestServices services() {
        return new TestServices().service("shop", List.of(server.endpoint())).route(HOST, "/", Map.of("shop", 1));
    }

    /** The same with a server that is spoken to over TLS, and the authorities by whom it is verified. */
    private TestServices verified(HttpsServer behind, TestPair... authorities) {
        return new TestServices()
                .service("shop", List.of("127.0.0.1:" + behind.getAddress().getPort()))
                .route(HOST, "/", Map.of("shop", 1))
                .and("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: BackendTLSPolicy
                        metadata: {name: shop, namespace: edge}
                        spec:
                          targetRefs: [{group: "", kind: Service, name: shop}]
                          validation:
                            hostname: shop.internal.example.com
                            caCertificateRefs: [{group: "", kind: ConfigMap, name: authorities}]
                        """)
                .and(configMap(authorities));
    }

    private static HttpsServer serverWith(TestPair pair) throws IOException {
        HttpsServer behind = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
        behind.setHttpsConfigurator(new HttpsConfigurator(pair.context()));
        behind.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        behind.start();
        return behind;
    }

    private static String configMap(TestPair... authorities) {
        StringBuilder text = new StringBuilder("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: authorities, namespace: edge}
                data:
                  ca.crt: |
                """);
        for (TestPair authority : authorities) {
            text.append(authority.chainText().indent(4));
        }
        return text.toString();
    }

    private int status() {
        try {
            return Integer.parseInt(TestNode.request(fleet.port(), HOST, "/").split(" ")[1]);
        } catch (IOException e) {
            return 0;
        }
    }

    private CertificateRotation rotation(Instant now) {
        ServedGeneration served = node.served();
        return new CertificateRotation(layout, node.worker(), served, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static CertificateState look(CertificateRotation rotation) {
        return rotation.look(PAIRS).getFirst();
    }

    /** What has changed counts when two looks in a row find the same. */
    private static CertificateState lookTwice(CertificateRotation rotation) {
        look(rotation);
        return look(rotation);
    }

    private X509Certificate shown() throws IOException {
        return TestPair.shown(ADDRESS, port, HOST).getFirst();
    }

    private String askAs(TestPair client) throws IOException {
        try (SSLSocket socket = client.connect(ADDRESS, port, HOST)) {
            return ask(socket);
        } catch (SSLException e) {
            throw new IOException(e);
        }
    }

    /** A request on a connection that stays open; the last line of its answer. */
    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write(("GET / HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase().startsWith("content-length: ")) {
                length = Integer.parseInt(line.substring("content-length: ".length()));
            }
        }
        char[] body = new char[length];
        return new String(body, 0, Math.max(0, in.read(body)));
    }
}

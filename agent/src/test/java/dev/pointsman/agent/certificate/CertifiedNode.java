package dev.pointsman.agent.certificate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;

import dev.pointsman.agent.apply.ApplyingNode;
import dev.pointsman.agent.apply.EchoServer;
import dev.pointsman.agent.apply.TestServices;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.ServedGeneration;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node that serves HTTPS with a pair of files that may change, and the real TLS clients that look at what it shows. */
abstract class CertifiedNode extends ApplyingNode {

    static final String ADDRESS = "127.9.0.10";
    static final ResourceName WEB = new ResourceName("edge", "web");
    private static final List<KeyPair> PAIRS = List.of(new KeyPair(WEB));

    EchoServer server;
    int port;
    TestPair first;

    @BeforeEach
    void installPair() throws IOException {
        server = new EchoServer("one");
        port = RunningHaproxy.freePort();
        first = TestPair.of(HOST).install(layout, WEB);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    RunningHaproxy serveWithTls() throws IOException {
        return serveWithTls(services(), text -> text);
    }

    RunningHaproxy serveWithTls(TestServices services, UnaryOperator<String> gateway) throws IOException {
        fleet.commitFirst();
        fleet.commitTlsListener(port);
        fleet.commit("gateway.yaml", text -> gateway.apply(text) + "# complete\n");
        services.commitTo(fleet);
        return serve();
    }

    TestServices services() {
        return TestServices.shop(HOST, server);
    }

    CertificateRotation rotation(Instant now) {
        ServedGeneration served = node.served();
        return new CertificateRotation(layout, node.worker(), served, Clock.fixed(now, ZoneOffset.UTC));
    }

    static CertificateState look(CertificateRotation rotation) {
        return rotation.look(PAIRS).getFirst();
    }

    /** What has changed counts when two looks in a row find the same. */
    static CertificateState lookTwice(CertificateRotation rotation) {
        look(rotation);
        return look(rotation);
    }

    X509Certificate shown() throws IOException {
        return TestPair.shown(ADDRESS, port, HOST).getFirst();
    }

    /** A request on a connection that stays open; the last line of its answer. */
    static String ask(SSLSocket socket) throws IOException {
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

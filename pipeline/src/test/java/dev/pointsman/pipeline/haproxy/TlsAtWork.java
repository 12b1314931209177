package dev.pointsman.pipeline.haproxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.certificate.TestAuthority;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.GreetingBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.TlsClient;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.PlanFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A port of loopback, the backends behind it, and a TLS client that trusts an authority of the test's own. */
abstract class TlsAtWork {

    @TempDir
    Path directory;

    final TestAuthority authority = new TestAuthority("authority");
    private final List<AutoCloseable> backends = new ArrayList<>();
    int port;
    TlsClient client;

    @BeforeEach
    void choosePort() throws IOException {
        port = HaproxyProcess.freePort();
        client = new TlsClient(authority, port);
    }

    @AfterEach
    void stopBackends() throws Exception {
        for (AutoCloseable backend : backends) {
            backend.close();
        }
    }

    /** A server of requests. */
    final EchoBackend echo(String name) throws IOException {
        return untilTheEnd(new EchoBackend(name));
    }

    /** A server of connections. */
    final GreetingBackend greeter(String name) throws IOException {
        return untilTheEnd(new GreetingBackend(name));
    }

    /** A server of connections with TLS, whose certificate is for that host and has the subject "own". */
    final GreetingBackend greeterOverTls(String host) throws IOException {
        return untilTheEnd(new GreetingBackend("over tls", authority.context(authority.issue("own", host))));
    }

    private <B extends AutoCloseable> B untilTheEnd(B backend) {
        backends.add(backend);
        return backend;
    }

    /** Puts a certificate for these names where HAProxy looks for that of a Secret; the first is its subject's. */
    final void install(String secret, String... names) throws IOException {
        authority.install(new NodeLayout(directory), secret, names);
    }

    final HaproxyProcess start(PlanFixture plan) throws IOException, InterruptedException {
        return HaproxyProcess.start(plan.plan(), directory);
    }
}

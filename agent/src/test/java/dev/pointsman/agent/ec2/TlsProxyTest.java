package dev.pointsman.agent.ec2;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.pointsman.agent.EnvironmentFile;
import dev.pointsman.lab.ec2.Ec2Endpoint;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.http.TlsIdentity;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** EC2 over TLS behind a proxy, which sees a name and a tunnel (RFC 9110, section 9.3.6) and never a call. */
class TlsProxyTest {

    private static final String NAME = "ec2.pointsman.invalid";

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Map<String, String> settings;
    private Ec2Endpoint endpoint;
    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        InstantSource clock = InstantSource.system();
        var identity = TlsIdentity.make(NAME, folder);
        endpoint = Ec2Endpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                VpcBuilder.lab(clock).build(),
                Credentials.of(Credentials.EXAMPLE),
                new Faults(clock),
                clock,
                Optional.of(identity));
        proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        settings = Map.of(
                "aws.endpointUrlEc2", "https://" + NAME,
                "aws.accessKeyId", Credentials.EXAMPLE.accessKeyId(),
                "aws.secretAccessKey", Credentials.EXAMPLE.secretAccessKey(),
                "javax.net.ssl.trustStore", identity.trustStore().toString(),
                "javax.net.ssl.trustStorePassword", TlsIdentity.PASSWORD);
        settings.forEach(System::setProperty);
    }

    @AfterEach
    void stop() throws IOException {
        settings.keySet().forEach(System::clearProperty);
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
        proxy.close();
        endpoint.close();
    }

    @Test
    void calls_go_through_one_tunnel_that_stays_open() throws Exception {
        Path environment = Files.writeString(
                folder.resolve("environment"), "HTTPS_PROXY=http://127.0.0.1:" + proxy.getLocalPort() + "\n");
        EnvironmentFile.apply(environment);

        try (var client = Ec2Access.shortLivedClient(VpcBuilder.REGION)) {
            RouteTables routeTables = new AwsRouteTables(client);
            for (int call = 0; call < 3; call++) {
                assertThat(routeTables.describe(VpcBuilder.VPC_ID, new RouteTableSelection.All()))
                        .isNotEmpty();
            }
        }
        assertThat(asked).containsExactly("CONNECT " + NAME + ":443 HTTP/1.1");
    }

    private void serve() {
        while (!proxy.isClosed()) {
            try {
                Socket client = proxy.accept();
                Thread.ofVirtual().start(() -> tunnel(client));
            } catch (IOException over) {
                // The test is at its end.
            }
        }
    }

    private void tunnel(Socket client) {
        try (client;
                Socket server = new Socket(
                        InetAddress.getLoopbackAddress(), endpoint.url().getPort())) {
            InputStream fromClient = client.getInputStream();
            asked.add(head(fromClient));
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(() -> copy(fromClient, server));
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException over) {
            // One of the two has gone.
        }
    }

    /** Reads a request's head byte by byte, because what follows belongs to the tunnel; returns its first line. */
    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has gone");
            }
            head.append((char) next);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    private static void copy(InputStream from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.transferTo(out);
            to.close();
        } catch (IOException over) {
            // One of the two has gone.
        }
    }
}

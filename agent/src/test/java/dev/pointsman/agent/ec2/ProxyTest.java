package dev.pointsman.agent.ec2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.pointsman.agent.EnvironmentFile;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** EC2 behind a proxy that only the environment file knows: nobody but the proxy could find the endpoint of this test. */
class ProxyTest {

    private static final List<String> PROPERTIES =
            List.of("aws.endpointUrlEc2", "aws.accessKeyId", "aws.secretAccessKey", "http.proxyHost", "http.proxyPort");
    private static final String ANSWER = """
            <DescribeRouteTablesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">\
            <requestId>1</requestId><routeTableSet><item><routeTableId>rtb-00000001</routeTableId></item>\
            </routeTableSet></DescribeRouteTablesResponse>""";

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        System.setProperty("aws.endpointUrlEc2", "http://ec2.pointsman.invalid");
        System.setProperty("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    @AfterEach
    void stop() throws IOException {
        PROPERTIES.forEach(System::clearProperty);
        proxy.close();
    }

    @Test
    void calls_go_through_the_proxy_of_the_environment_file() throws Exception {
        EnvironmentFile.apply(file("HTTP_PROXY=http://127.0.0.1:" + proxy.getLocalPort()));

        try (var client = Ec2Access.shortLivedClient("eu-central-1")) {
            assertThat(new AwsRouteTables(client).describe("vpc-00000001", new RouteTableSelection.All()))
                    .extracting(RouteTable::id)
                    .containsExactly("rtb-00000001");
        }
        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith("POST http://ec2.pointsman.invalid")
                .endsWith("HTTP/1.1");
    }

    @Test
    void what_is_no_proxy_is_said_so_and_never_taken_for_one() throws Exception {
        for (String value :
                List.of("proxy.example.com:3128", "https://proxy.example.com:3128", "http://me:word@proxy:1")) {
            Path file = file("HTTPS_PROXY=" + value);
            assertThatThrownBy(() -> EnvironmentFile.apply(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("HTTPS_PROXY is \"" + value + "\"");
        }
        assertThat(System.getProperty("https.proxyHost")).isNull();
    }

    private Path file(String line) throws IOException {
        return Files.writeString(folder.resolve("environment"), line + "\n");
    }

    private void serve() {
        while (!proxy.isClosed()) {
            try (Socket client = proxy.accept();
                    var lines = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                asked.add(lines.readLine());
                int length = 0;
                for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(line.substring(15).strip());
                    }
                }
                for (int read = 0; read < length; read++) {
                    lines.read();
                }
                client.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\nContent-Length: "
                                        + ANSWER.length() + "\r\n\r\n" + ANSWER)
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException over) {
                // The test is at its end, or the client has gone.
            }
        }
    }
}

package dev.pointsman.agent.report;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NodeClientTest {

    private HttpServer peer;
    private int status = 200;
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.createContext("/ownership/node", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        peer.start();
    }

    @AfterEach
    void stop() {
        peer.stop(0);
    }

    @Test
    void aPeerSaysHowItIsAndMayBeNewerThanWeAre() throws IOException {
        answer = """
                {"name":"node-b","zone":"eu-central-1b","reachable":true,"vrrp":"BACKUP",
                 "haproxy":"serving","fetched":"abc","running":"abc","refused":null,"problems":["one"],"mood":"new"}
                """;

        NodeReport report = ask();

        assertThat(report.name()).isEqualTo("node-b");
        assertThat(report.problems()).containsExactly("one");
        assertThat(report.isServing()).isTrue();
    }

    @Test
    void aPeerThatCannotAnswerOrIsSomethingElseIsAnError() {
        status = 503;
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class).hasMessage("status 503");
        status = 200;
        answer = "<html>It works!</html>";
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }

    @Test
    void anAddressWhereNobodyListensIsAnError() {
        peer.stop(0);
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }

    private NodeReport ask() throws IOException {
        return new NodeClient().ask("127.0.0.1", peer.getAddress().getPort());
    }
}

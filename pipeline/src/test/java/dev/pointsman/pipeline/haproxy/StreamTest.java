package dev.pointsman.pipeline.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.GreetingBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint.Transport;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static dev.pointsman.pipeline.plan.PlanFixture.streamListener;
import static dev.pointsman.pipeline.plan.PlanFixture.streamRule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Connections that are handed on, asked of the real HAProxy. */
@AsksHaproxy
class StreamTest extends TlsAtWork {

    private GreetingBackend one;
    private GreetingBackend two;
    private GreetingBackend overTls;

    @BeforeEach
    void prepare() throws IOException {
        one = greeter("one");
        two = greeter("two");
        overTls = greeterOverTls("*.example.com");
    }

    @Test
    void a_server_may_speak_first() throws Exception {
        try (HaproxyProcess haproxy = start(
                        Transport.TCP,
                        streamListener(
                                "edge/web", "db", "*", "", streamRule("shop/db", "*", 0, to("shop/one", 1, 1))));
                Socket socket = new Socket("127.0.0.1", port)) {
            assertThat(dialogue(socket, "hello")).isEqualTo("one hello");
        }
    }

    @Test
    void connections_are_shared_by_weight_and_the_share_to_nowhere_is_closed() throws Exception {
        try (HaproxyProcess haproxy = start(
                Transport.TCP,
                streamListener(
                        "edge/web",
                        "db",
                        "*",
                        "",
                        streamRule("shop/db", "*", 20, to("shop/one", 1, 50), to("shop/two", 1, 30))))) {
            Map<String, Integer> seen = new TreeMap<>();
            for (int i = 0; i < 1000; i++) {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                    seen.merge(greeting(socket), 1, Integer::sum);
                }
            }
            assertThat(seen).containsOnlyKeys("one", "two", "closed");
            assertThat(seen.get("one")).isCloseTo(500, within(90));
            assertThat(seen.get("two")).isCloseTo(300, within(80));
            assertThat(seen.get("closed")).isCloseTo(200, within(70));
        }
    }

    @Test
    void without_route_or_target_a_connection_is_closed() throws Exception {
        try (HaproxyProcess haproxy = start(Transport.TCP, streamListener("edge/web", "db", "*", ""));
                Socket socket = new Socket("127.0.0.1", port)) {
            assertThat(greeting(socket)).isEqualTo("closed");
        }
        try (HaproxyProcess haproxy = start(
                        Transport.TCP,
                        streamListener(
                                "edge/web", "db", "*", "", streamRule("shop/db", "*", 1, to("shop/one", 1, 0))));
                Socket socket = new Socket("127.0.0.1", port)) {
            assertThat(greeting(socket)).isEqualTo("closed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.com,own",
        "DB.example.com,own",
        "a.b.example.com,own",
        "x.example.com,closed",
        "example.com,closed",
        "example.org,closed",
        ",closed"
    })
    void passed_through_tls_goes_by_the_server_name_of_the_most_specific_listener(String serverName, String shown)
            throws Exception {
        try (HaproxyProcess haproxy = start(
                Transport.TLS_PASSED_THROUGH,
                streamListener(
                        "edge/web",
                        "exact",
                        "db.example.com",
                        "",
                        streamRule("shop/db", "db.example.com", 0, to("shop/tls", 1, 1))),
                streamListener(
                        "edge/web",
                        "wild",
                        "*.example.com",
                        "",
                        streamRule("shop/db", "*.b.example.com", 0, to("shop/tls", 1, 1)),
                        streamRule("shop/none", "x.example.com", 1)))) {
            if (shown.equals("closed")) {
                assertThatThrownBy(() -> client.shown(serverName)).isInstanceOf(IOException.class);
            } else {
                assertThat(client.shown(serverName)).isEqualTo(shown);
            }
        }
    }

    @Test
    void what_is_no_tls_is_closed_where_tls_is_awaited() throws Exception {
        try (HaproxyProcess haproxy = start(
                        Transport.TLS_PASSED_THROUGH,
                        streamListener(
                                "edge/web", "any", "*", "", streamRule("shop/db", "*", 0, to("shop/one", 1, 1))));
                Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(greeting(socket)).isEqualTo("closed");
        }
    }

    @Test
    void tls_may_end_here_and_its_content_be_handed_on() throws Exception {
        install("edge/db", "shown", "db.example.com");
        try (HaproxyProcess haproxy = start(
                Transport.TLS_ENDED,
                streamListener(
                        "edge/web",
                        "db",
                        "db.example.com",
                        "edge/db",
                        streamRule("shop/db", "db.example.com", 0, to("shop/one", 1, 1))))) {
            assertThat(client.shown("db.example.com")).isEqualTo("shown");
            try (Socket socket = client.connect("db.example.com")) {
                assertThat(dialogue(socket, "hello")).isEqualTo("one hello");
            }
            assertThatThrownBy(() -> client.shown("example.com")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void tls_may_end_for_one_name_and_pass_through_for_another_on_one_port() throws Exception {
        install("edge/wild", "shown", "*.example.com");
        try (HaproxyProcess haproxy = start(
                Transport.TLS_BY_LISTENER,
                streamListener(
                        "edge/web",
                        "passed",
                        "db.example.com",
                        "",
                        streamRule("shop/passed", "db.example.com", 0, to("shop/tls", 1, 1))),
                streamListener(
                        "edge/web",
                        "ended",
                        "*.example.com",
                        "edge/wild",
                        streamRule("shop/ended", "*.example.com", 0, to("shop/one", 1, 1))))) {
            assertThat(client.shown("db.example.com")).isEqualTo("own");
            try (Socket socket = client.connect("ended.example.com")) {
                assertThat(dialogue(socket, "hello")).isEqualTo("one hello");
            }
            assertThatThrownBy(() -> client.shown("example.org")).isInstanceOf(IOException.class);

            Map<Object, Map<String, Object>> lines = logged(haproxy, 3);
            assertThat(lines).containsOnlyKeys("db.example.com", "ended.example.com", "example.org");
            assertThat(lines.get("ended.example.com"))
                    .containsEntry("listener", "edge/web/ended")
                    .containsEntry("rule", "shop/ended#0")
                    .containsEntry("backend", "shop/one:1")
                    .containsEntry("client", "127.0.0.1");
        }
    }

    @Test
    void every_connection_leaves_one_line_of_json() throws Exception {
        try (HaproxyProcess haproxy = start(
                Transport.TLS_PASSED_THROUGH,
                streamListener(
                        "edge/web",
                        "wild",
                        "*.example.com",
                        "",
                        streamRule("shop/db", "db.example.com", 0, to("shop/tls", 1, 1))))) {
            client.shown("db.example.com");
            assertThatThrownBy(() -> client.shown("evil.example.com")).isInstanceOf(IOException.class);

            Map<Object, Map<String, Object>> lines = logged(haproxy, 2);
            assertThat(lines).containsOnlyKeys("db.example.com", "evil.example.com");
            Map<String, Object> served = lines.get("db.example.com");
            assertThat(served)
                    .containsEntry("listener", "edge/web/wild")
                    .containsEntry("rule", "shop/db#0")
                    .containsEntry("backend", "shop/tls:1")
                    .containsEntry("server", overTls.endpoint().replace(':', '-'))
                    .containsEntry("revision", "abc123")
                    .containsEntry("client", "127.0.0.1")
                    .containsKeys("time", "received", "sent", "end", "ms");
            assertThat(lines.get("evil.example.com"))
                    .containsEntry("listener", "edge/web/wild")
                    .containsEntry("rule", "")
                    .containsEntry("backend", "")
                    .hasSameSizeAs(served);
        }
    }

    private HaproxyProcess start(Transport transport, StreamListener... listeners)
            throws IOException, InterruptedException {
        return start(new PlanFixture()
                        .backend("shop/one", 1, one.endpoint())
                        .backend("shop/two", 1, two.endpoint())
                        .backend("shop/tls", 1, overTls.endpoint())
                        .stream("127.0.0.1", port, transport, listeners));
    }

    /** So many connections as they were logged, by the host that they were for: whichever ended first stands first. */
    @SuppressWarnings("unchecked")
    private static Map<Object, Map<String, Object>> logged(HaproxyProcess haproxy, int connections) throws Exception {
        Load json = new Load(LoadSettings.builder().build());
        Map<Object, Map<String, Object>> lines = new HashMap<>();
        for (String line : haproxy.logLines(connections)) {
            Map<String, Object> fields = (Map<String, Object>) json.loadFromString(line);
            lines.put(fields.get("host"), fields);
        }
        return lines;
    }

    /** The first line that the server says by itself. */
    private static String greeting(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            String line = reader(socket).readLine();
            return line == null ? "closed" : line;
        } catch (SocketException reset) {
            return "closed";
        }
    }

    private static String dialogue(Socket socket, String line) throws IOException {
        socket.setSoTimeout(10_000);
        BufferedReader reader = reader(socket);
        String greeting = reader.readLine();
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        return greeting + " " + reader.readLine();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}

package dev.pointsman.pipeline.haproxy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** Every request leaves one line, and every line is a JSON object with the same fields, whatever the client sent. */
@AsksHaproxy
class AccessLogTest {

    private static final List<String> FIELDS = List.of(
            "time",
            "listener",
            "rule",
            "backend",
            "server",
            "status",
            "revision",
            "method",
            "host",
            "path",
            "client",
            "ms");

    @TempDir
    Path directory;

    private EchoBackend backend;
    private HaproxyProcess haproxy;

    @BeforeEach
    void start() throws Exception {
        backend = new EchoBackend("one");
        haproxy = HaproxyProcess.start(
                new PlanFixture()
                        .backend("shop/one", 8080, backend.endpoint())
                        .backend("shop/none", 80)
                        .entrypoint(
                                "127.0.0.1",
                                HaproxyProcess.freePort(),
                                listener(
                                        "edge/web",
                                        "http",
                                        "*",
                                        rule("shop/cart", 3, "*", prefix("/a"), to("shop/one", 8080, 1)),
                                        rule("shop/cart", 4, "*", prefix("/none"), to("shop/none", 80, 1)),
                                        rule("shop/cart", 5, "*", prefix("/off"), to("shop/one", 8080, 0))))
                        .plan(),
                directory);
    }

    @AfterEach
    void stop() throws Exception {
        if (haproxy != null) {
            haproxy.close();
        }
        backend.close();
    }

    @Test
    void a_forwarded_request_names_all_that_served_it() throws Exception {
        haproxy.send(get("/a/b?secret=1", "Host: Shop.example.com:80"));

        Map<String, Object> line = lastLine(1);
        assertThat(line).containsOnlyKeys(FIELDS);
        assertThat(line)
                .containsEntry("listener", "edge/web/http")
                .containsEntry("rule", "shop/cart#3")
                .containsEntry("backend", "shop/one:8080")
                .containsEntry("server", backend.endpoint().replace(':', '-'))
                .containsEntry("status", 200)
                .containsEntry("revision", "abc123")
                .containsEntry("method", "GET")
                .containsEntry("host", "shop.example.com")
                .containsEntry("path", "/a/b")
                .containsEntry("client", "127.0.0.1");
        assertThat((String) line.get("time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat((Integer) line.get("ms")).isNotNegative();
    }

    @Test
    void what_the_request_did_not_reach_is_empty() throws Exception {
        haproxy.send(get("/nowhere", "Host: a"));
        assertThat(lastLine(1))
                .containsEntry("status", 404)
                .containsEntry("listener", "edge/web/http")
                .containsEntry("rule", "")
                .containsEntry("backend", "")
                .containsEntry("server", "");

        haproxy.send(get("/none", "Host: a"));
        assertThat(lastLine(2))
                .containsEntry("status", 503)
                .containsEntry("backend", "shop/none:80")
                .containsEntry("server", "");

        haproxy.send(get("/off", "Host: a"));
        assertThat(lastLine(3))
                .containsEntry("status", 500)
                .containsEntry("rule", "shop/cart#5")
                .containsEntry("backend", "");
    }

    @Test
    void hostile_requests_stay_inside_their_strings() throws Exception {
        String everything = "\"}\\,\\\"\\u0000%[src]'$]{<>&`|^";
        List<RawRequest> requests = List.of(
                get("/a" + everything, "Host: a"),
                get("/a", "Host: " + everything),
                get("/a", "Host: \u0001\u0002\t\u007f\u00e4\u00ff\""),
                get("/a", "Host: " + "\"".repeat(5_000)),
                get("/a" + "\"".repeat(10_000), "Host: a"),
                get("/a/%22%00%0a", "Host: a"),
                get("/a"),
                get("/a", "Host: a", "Host: b"),
                new RawRequest("OPTIONS", "*", List.of("Host: a")),
                new RawRequest("!#$%&'*+-.^_`|~", "/a", List.of("Host: a")),
                new RawRequest("X".repeat(3_000), "/a", List.of("Host: a")),
                new RawRequest("\"", "/a", List.of("Host: a")),
                get("/\u0001", "Host: a"),
                get("/a", "Host: a", "Bad Header\"}: x"));
        for (int i = 0; i < requests.size(); i++) {
            haproxy.send(requests.get(i));
            assertThat(lastLine(i + 1)).as(requests.get(i).text()).containsOnlyKeys(FIELDS);
        }
        assertThat(haproxy.logLines(requests.size())).hasSize(requests.size());
        assertThat(parse(haproxy.logLines(1).get(0))).containsEntry("path", "/a" + everything);
        // HAProxy 3 refuses such a host itself.
        String host = (String) parse(haproxy.logLines(2).get(1)).get("host");
        assertThat(URLDecoder.decode(host, StandardCharsets.UTF_8)).isIn(everything.toLowerCase(Locale.ROOT), "");
    }

    @Test
    void every_method_that_HTTP_allows_is_named_and_what_is_no_request_is_told_as_such() throws Exception {
        String everyMark = "!#$%&'*+-.^_`|~";
        List<String> methods = List.of("GET", "PATCH", "X-" + "Y".repeat(1_000), everyMark);
        for (int i = 0; i < methods.size(); i++) {
            haproxy.send(new RawRequest(methods.get(i), "/a", List.of("Host: a")));
            // HAProxy escapes its own sign for an escape.
            assertThat(lastLine(i + 1)).containsEntry("method", methods.get(i).replace("#", "#23"));
        }
        haproxy.send(new RawRequest("\"", "/a", List.of("Host: a")));
        assertThat(lastLine(methods.size() + 1))
                .containsEntry("method", "<BADREQ>")
                .containsEntry("status", 400);
        haproxy.send(new RawRequest("X".repeat(3_000), "/a", List.of("Host: a")));
        assertThat(lastLine(methods.size() + 2))
                .containsEntry("method", "<BADREQ>")
                .containsEntry("status", 200);
    }

    private Map<String, Object> lastLine(int expected) throws Exception {
        List<String> lines = haproxy.logLines(expected);
        assertThat(lines).hasSize(expected);
        return parse(lines.getLast());
    }

    /** JSON is a part of YAML (YAML 1.2.2, section 1.2), and its reader is here already; it refuses duplicate keys. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String line) {
        assertThat(line).startsWith("{").endsWith("}");
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(line);
    }
}

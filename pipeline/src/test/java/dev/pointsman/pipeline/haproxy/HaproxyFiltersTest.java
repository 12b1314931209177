package dev.pointsman.pipeline.haproxy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.treatment.Cors;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.Retry;
import dev.pointsman.pipeline.plan.treatment.Timeouts;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.backendName;
import static dev.pointsman.pipeline.plan.PlanFixture.edits;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.patience;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.redirect;
import static dev.pointsman.pipeline.plan.PlanFixture.rewrite;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** What rules do besides forwarding, asked of the real HAProxy. */
@AsksHaproxy
class HaproxyFiltersTest {

    private static final String HOST = "Host: shop.example.com";

    @TempDir
    Path directory;

    private EchoBackend one;
    private EchoBackend two;
    private int port;

    @BeforeEach
    void start() throws IOException {
        one = new EchoBackend("one");
        two = new EchoBackend("two");
        port = HaproxyProcess.freePort();
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        two.close();
    }

    @Test
    void headers_of_requests_are_set_added_and_removed() throws Exception {
        try (HaproxyProcess haproxy = start(edits(someEdits(), HeaderEdits.NONE))) {
            RawRequest.Answer answer =
                    haproxy.send(get("/", HOST, "X-Set: a", "X-Set: b", "x-add: a", "X-Remove: a", "X-Other: a"));

            assertThat(answer.seen("x-set")).containsExactly("100% \"it's\" %[src] ${HOME} \\n");
            assertThat(answer.seen("x-add")).containsExactly("a", "b,c");
            assertThat(answer.seen("x-remove")).isEmpty();
            assertThat(answer.seen("x-other")).containsExactly("a");
        }
    }

    @Test
    void headers_of_answers_are_set_added_and_removed() throws Exception {
        try (HaproxyProcess haproxy = start(edits(HeaderEdits.NONE, someEdits()))) {
            assertThat(haproxy.send(get("/", HOST, "X-Answer-Header: X-Set: a")).values("x-set"))
                    .containsExactly("100% \"it's\" %[src] ${HOME} \\n");
            assertThat(haproxy.send(get("/", HOST, "X-Answer-Header: X-Add: a")).values("x-add"))
                    .containsExactly("a", "b,c");
            assertThat(haproxy.send(get("/", HOST, "X-Answer-Header: X-Remove: a"))
                            .values("x-remove"))
                    .isEmpty();
        }
    }

    @Test
    void each_rule_edits_its_own_requests_only() throws Exception {
        try (HaproxyProcess haproxy = start(
                rule("shop/a", 0, prefix("/a"), edits(set("x-rule", "a"), HeaderEdits.NONE), to("shop/one", 80, 1)),
                rule("shop/a", 1, prefix("/b"), edits(set("x-rule", "b"), HeaderEdits.NONE), to("shop/one", 80, 1)),
                rule("shop/a", 2, prefix("/c"), Treatment.NONE, to("shop/one", 80, 1)))) {
            assertThat(haproxy.send(get("/a", HOST)).seen("x-rule")).containsExactly("a");
            assertThat(haproxy.send(get("/b", HOST)).seen("x-rule")).containsExactly("b");
            assertThat(haproxy.send(get("/c", HOST, "X-Rule: own")).seen("x-rule"))
                    .containsExactly("own");
        }
    }

    @Test
    void each_share_of_a_rule_has_its_own_edits_after_the_rules() throws Exception {
        WeightedBackend blue =
                new WeightedBackend(backendName("shop/one", 80), 1, set("x-track", "blue"), HeaderEdits.NONE);
        WeightedBackend green =
                new WeightedBackend(backendName("shop/one", 80), 2, set("x-track", "green"), set("x-track", "answer"));
        WeightedBackend plain = new WeightedBackend(backendName("shop/two", 80), 1);
        int[] seen = new int[3];
        try (HaproxyProcess haproxy = start(
                rule("shop/a", 0, anything(), edits(set("x-track", "rule"), HeaderEdits.NONE), blue, green, plain))) {
            for (int i = 0; i < 400; i++) {
                RawRequest.Answer answer = haproxy.send(get("/", HOST));
                String track = answer.seen("x-track").getFirst();
                assertThat(track).isIn(answer.backend().equals("two") ? List.of("rule") : List.of("blue", "green"));
                assertThat(answer.values("x-track").isEmpty()).isEqualTo(!track.equals("green"));
                seen[List.of("blue", "green", "rule").indexOf(track)]++;
            }
        }
        // Five standard deviations.
        assertThat(seen[0]).isBetween(56, 144);
        assertThat(seen[1]).isBetween(150, 250);
        assertThat(seen[2]).isBetween(56, 144);
    }

    @Test
    void what_would_go_nowhere_is_answered_with_500_in_proportion() throws Exception {
        int refused = 0;
        Rule half = new Rule(
                PlanFixture.rule("shop/a", 0, "*", anything()).name(),
                new HostMatch.Any(),
                anything(),
                List.of(to("shop/one", 80, 1)),
                Treatment.NONE,
                1);
        try (HaproxyProcess haproxy = start(half)) {
            for (int i = 0; i < 400; i++) {
                refused += haproxy.send(get("/", HOST)).status() == 500 ? 1 : 0;
            }
        }
        assertThat(refused).isBetween(150, 250);
    }

    @ParameterizedTest
    @CsvSource({
        "/foo,/xyz,/foo/bar,/xyz/bar",
        "/foo,/xyz,/foo,/xyz",
        "/foo,/xyz,/foo/,/xyz/",
        "/foo,/xyz,/foo?a=/foo,/xyz?a=/foo",
        "/foo,/xyz,/foo//bar,/xyz//bar",
        "/foo,/x%25z,/foo/%2F%20,/x%25z/%2F%20",
        "/foo,'',/foo/bar,/bar",
        "/foo,'',/foo/,/",
        "/foo,'',/foo,/",
        "/foo,'',/foo?a,/?a",
        "'',/xyz,/,/xyz/",
        "'',/xyz,/bar,/xyz/bar",
        "'','',/bar,/bar",
        "'','',/,/"
    })
    void a_prefix_is_replaced_by_elements(String from, String to, String target, String seen) throws Exception {
        Treatment treatment = rewrite(new UrlRewrite("", Optional.of(new PathRewrite.Prefix(from, to))));
        try (HaproxyProcess haproxy =
                start(rule("shop/a", 0, prefix(from.isEmpty() ? "/" : from), treatment, to("shop/one", 80, 1)))) {
            assertThat(haproxy.send(get(target, HOST)).seenTarget()).isEqualTo(seen);
        }
    }

    @Test
    void host_and_whole_path_are_rewritten_and_the_query_stays() throws Exception {
        Treatment treatment =
                rewrite(new UrlRewrite("cart.internal", Optional.of(new PathRewrite.Full("/new/%20path"))));
        try (HaproxyProcess haproxy = start(treatment)) {
            RawRequest.Answer answer = haproxy.send(get("/old/path?a=b%20c", HOST));

            assertThat(answer.seenTarget()).isEqualTo("/new/%20path?a=b%20c");
            assertThat(answer.seen("host")).containsExactly("cart.internal");
        }
    }

    @Test
    void a_redirect_keeps_what_it_does_not_name() throws Exception {
        try (HaproxyProcess haproxy = start(
                rule("shop/a", 0, prefix("/https"), redirect(new Redirect("https", "", 0, Optional.empty(), 301))),
                rule("shop/a", 1, prefix("/http"), redirect(new Redirect("http", "", 0, Optional.empty(), 302))),
                rule(
                        "shop/a",
                        2,
                        prefix("/host"),
                        redirect(new Redirect("", "b.example.com", 0, Optional.empty(), 303))),
                rule("shop/a", 3, prefix("/port"), redirect(new Redirect("", "", 8080, Optional.empty(), 307))),
                rule("shop/a", 4, prefix("/p80"), redirect(new Redirect("", "", 80, Optional.empty(), 308))),
                rule("shop/a", 5, prefix("/s443"), redirect(new Redirect("https", "", 443, Optional.empty(), 302))),
                rule("shop/a", 6, prefix("/s80"), redirect(new Redirect("https", "", 80, Optional.empty(), 302))),
                rule(
                        "shop/a",
                        7,
                        prefix("/full"),
                        redirect(new Redirect("", "", 0, Optional.of(new PathRewrite.Full("/a%25b")), 302))),
                rule(
                        "shop/a",
                        8,
                        prefix("/prefix"),
                        redirect(new Redirect("", "", 0, Optional.of(new PathRewrite.Prefix("/prefix", "")), 302))))) {
            String own = "http://shop.example.com:" + port;
            assertRedirect(haproxy, "/https/a?b=c", 301, "https://shop.example.com/https/a?b=c");
            assertRedirect(haproxy, "/http", 302, "http://shop.example.com/http");
            assertRedirect(haproxy, "/host", 303, "http://b.example.com:" + port + "/host");
            assertRedirect(haproxy, "/port", 307, "http://shop.example.com:8080/port");
            assertRedirect(haproxy, "/p80", 308, "http://shop.example.com/p80");
            assertRedirect(haproxy, "/s443", 302, "https://shop.example.com/s443");
            assertRedirect(haproxy, "/s80", 302, "https://shop.example.com:80/s80");
            assertRedirect(haproxy, "/full/x?%0d%0ay", 302, own + "/a%25b?%0d%0ay");
            assertRedirect(haproxy, "/prefix", 302, own + "/");
            assertRedirect(haproxy, "/prefix/x", 302, own + "/x");
        }
    }

    private static void assertRedirect(HaproxyProcess haproxy, String target, int status, String location)
            throws IOException {
        RawRequest.Answer answer = haproxy.send(get(target, "Host: shop.example.com:99"));
        assertThat(answer.status()).as(target).isEqualTo(status);
        assertThat(answer.values("location")).as(target).containsExactly(location);
    }

    @Test
    void a_preflight_from_an_allowed_origin_is_answered_without_the_backend() throws Exception {
        Cors cors = new Cors(
                List.of("https://www.example.com", "https://*.example.org:8443"),
                List.of("GET", "PUT"),
                List.of("X-One", "x-two"),
                List.of("X-Three"),
                true,
                3600);
        try (HaproxyProcess haproxy = start(PlanFixture.cors(cors))) {
            for (String origin : List.of("https://www.example.com", "https://a.b.example.org:8443")) {
                RawRequest.Answer answer = haproxy.send(preflight(origin, "PUT"));
                assertThat(answer.status()).isEqualTo(204);
                assertThat(answer.values("access-control-allow-origin")).containsExactly(origin);
                assertThat(answer.values("access-control-allow-methods")).containsExactly("GET, PUT");
                assertThat(answer.values("access-control-allow-headers")).containsExactly("X-One, x-two");
                assertThat(answer.values("access-control-expose-headers")).containsExactly("X-Three");
                assertThat(answer.values("access-control-allow-credentials")).containsExactly("true");
                assertThat(answer.values("access-control-max-age")).containsExactly("3600");
                assertThat(answer.values("vary")).containsExactly("Origin");
            }
            for (String origin : List.of(
                    "https://example.com",
                    "http://www.example.com",
                    "https://www.example.com.evil.org",
                    "https://evil.org:8443/.example.org:8443",
                    "https://.example.org",
                    "null")) {
                RawRequest.Answer answer = haproxy.send(preflight(origin, "PUT"));
                assertThat(answer.status()).as(origin).isEqualTo(204);
                assertThat(answer.head()).as(origin).doesNotContainIgnoringCase("access-control");
            }
        }
        assertThat(one.requests()).isZero();
    }

    @Test
    void a_page_of_an_allowed_origin_may_read_answers_also_those_of_the_proxy() throws Exception {
        Cors cors = new Cors(
                List.of("https://www.example.com"), List.of("GET"), List.of(), List.of("X-A", "X-B"), false, 5);
        try (HaproxyProcess haproxy = start(
                rule("shop/a", 0, prefix("/down"), PlanFixture.cors(cors), to("shop/none", 80, 1)),
                rule("shop/a", 1, anything(), PlanFixture.cors(cors), to("shop/one", 80, 1)))) {
            for (String path : List.of("/", "/down")) {
                RawRequest.Answer answer = haproxy.send(get(path, HOST, "Origin: https://www.example.com"));
                assertThat(answer.status()).isEqualTo(path.equals("/") ? 200 : 503);
                assertThat(answer.values("access-control-allow-origin")).containsExactly("https://www.example.com");
                assertThat(answer.values("access-control-expose-headers")).containsExactly("X-A, X-B");
                assertThat(answer.values("access-control-allow-credentials")).isEmpty();
                assertThat(answer.values("access-control-allow-methods")).isEmpty();
            }
            assertThat(haproxy.send(get("/", HOST, "Origin: https://b.example.com"))
                            .head())
                    .doesNotContainIgnoringCase("access-control");
            assertThat(haproxy.send(new RawRequest("OPTIONS", "/", List.of(HOST)))
                            .backend())
                    .isEqualTo("one");
        }
    }

    @Test
    void stars_are_sent_as_they_are_or_with_credentials_as_what_was_asked_for() throws Exception {
        List<String> any = List.of("*");
        try (HaproxyProcess haproxy = start(
                rule(
                        "shop/a",
                        0,
                        prefix("/with"),
                        PlanFixture.cors(new Cors(any, any, any, any, true, 5)),
                        to("shop/one", 80, 1)),
                rule(
                        "shop/a",
                        1,
                        prefix("/without"),
                        PlanFixture.cors(new Cors(any, any, any, any, false, 5)),
                        to("shop/one", 80, 1)))) {
            RawRequest asked =
                    preflight("https://a.example.com", "PUT").with("Access-Control-Request-Headers: x-a, x-b");
            RawRequest.Answer with = haproxy.send(new RawRequest("OPTIONS", "/with", asked.headers()));
            assertThat(with.values("access-control-allow-origin")).containsExactly("https://a.example.com");
            assertThat(with.values("access-control-allow-methods")).containsExactly("PUT");
            assertThat(with.values("access-control-allow-headers")).containsExactly("x-a, x-b");
            assertThat(with.values("access-control-expose-headers")).isEmpty();
            RawRequest.Answer without = haproxy.send(new RawRequest("OPTIONS", "/without", asked.headers()));
            for (String header : List.of("origin", "methods", "headers")) {
                assertThat(without.values("access-control-allow-" + header)).containsExactly("*");
            }
            assertThat(without.values("access-control-expose-headers")).containsExactly("*");
            assertThat(without.values("vary")).isEmpty();
        }
    }

    private static RawRequest preflight(String origin, String method) {
        return new RawRequest(
                "OPTIONS", "/", List.of(HOST, "Origin: " + origin, "Access-Control-Request-Method: " + method));
    }

    @Test
    void a_backend_that_says_nothing_in_time_is_answered_for_with_504() throws Exception {
        try (HaproxyProcess haproxy = start(
                rule("shop/a", 0, prefix("/request"), timeouts(Duration.ofMillis(200), null), to("shop/one", 80, 1)),
                rule("shop/a", 1, prefix("/backend"), timeouts(null, Duration.ofMillis(200)), to("shop/one", 80, 1)),
                rule("shop/a", 2, prefix("/off"), timeouts(Duration.ZERO, null), to("shop/one", 80, 1)),
                rule("shop/a", 3, prefix("/"), Treatment.NONE, to("shop/one", 80, 1)))) {
            assertThat(haproxy.send(get("/request", HOST, "X-Answer-After: 5000"))
                            .status())
                    .isEqualTo(504);
            assertThat(haproxy.send(get("/backend", HOST, "X-Answer-After: 5000"))
                            .status())
                    .isEqualTo(504);
            assertThat(haproxy.send(get("/request", HOST)).status()).isEqualTo(200);
            assertThat(haproxy.send(get("/off", HOST, "X-Answer-After: 500")).status())
                    .isEqualTo(200);
            assertThat(haproxy.send(get("/", HOST, "X-Answer-After: 500")).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_request_is_sent_again_for_the_listed_statuses_as_often_as_allowed() throws Exception {
        try (HaproxyProcess haproxy = start(
                rule("shop/a", 0, prefix("/retry"), retry(2, 500, 503), to("shop/one", 80, 1)),
                rule("shop/a", 1, prefix("/never"), retry(0, 503), to("shop/one", 80, 1)),
                rule("shop/a", 2, prefix("/"), Treatment.NONE, to("shop/one", 80, 1)))) {
            assertThat(haproxy.send(get("/retry/1", HOST, "X-Answer-Fail: 503 2"))
                            .status())
                    .isEqualTo(200);
            assertThat(haproxy.send(get("/retry/2", HOST, "X-Answer-Fail: 503 3"))
                            .status())
                    .isEqualTo(503);
            assertThat(haproxy.send(get("/retry/3", HOST, "X-Answer-Fail: 502 1"))
                            .status())
                    .isEqualTo(502);
            assertThat(haproxy.send(get("/never", HOST, "X-Answer-Fail: 503 1")).status())
                    .isEqualTo(503);
            assertThat(haproxy.send(get("/plain", HOST, "X-Answer-Fail: 503 1")).status())
                    .isEqualTo(503);
        }
    }

    @Test
    void a_try_that_runs_into_its_timeout_is_made_again_where_retries_are_asked_for() throws Exception {
        Treatment treatment = patience(
                new Timeouts(Optional.empty(), Optional.of(Duration.ofMillis(200))), new Retry(new TreeSet<>(), 2));
        try (HaproxyProcess haproxy = start(treatment)) {
            assertThat(haproxy.send(get("/", HOST, "X-Answer-After: 5000")).status())
                    .isEqualTo(504);
        }
        assertThat(one.requests()).isEqualTo(3);
    }

    private static Treatment timeouts(Duration request, Duration backendRequest) {
        return patience(new Timeouts(Optional.ofNullable(request), Optional.ofNullable(backendRequest)), null);
    }

    private static Treatment retry(int attempts, Integer... codes) {
        return patience(Timeouts.DEFAULT, new Retry(new TreeSet<>(List.of(codes)), attempts));
    }

    private static HeaderEdits set(String name, String value) {
        return new HeaderEdits(List.of(new HeaderEdits.Header(name, value)), List.of(), List.of());
    }

    private static HeaderEdits someEdits() {
        return new HeaderEdits(
                List.of(new HeaderEdits.Header("X-Set", "100% \"it's\" %[src] ${HOME} \\n")),
                List.of(new HeaderEdits.Header("X-Add", "b,c")),
                List.of("X-Remove"));
    }

    private HaproxyProcess start(Treatment treatment) throws Exception {
        return start(rule("shop/a", 0, anything(), treatment, to("shop/one", 80, 1)));
    }

    private HaproxyProcess start(Rule... rules) throws Exception {
        return HaproxyProcess.start(
                new PlanFixture()
                        .backend("shop/one", 80, one.endpoint())
                        .backend("shop/two", 80, two.endpoint())
                        .backend("shop/none", 80)
                        .entrypoint("127.0.0.1", port, listener("edge/web", "http", "*", rules))
                        .plan(),
                directory);
    }
}

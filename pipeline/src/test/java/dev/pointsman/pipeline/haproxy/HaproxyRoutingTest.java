package dev.pointsman.pipeline.haproxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.exact;
import static dev.pointsman.pipeline.plan.PlanFixture.header;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.method;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.query;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** What the plan says about routing, asked of the real HAProxy. */
@AsksHaproxy
class HaproxyRoutingTest {

    private static final String HOST = "Host: shop.example.com";

    @TempDir
    Path directory;

    private EchoBackend one;
    private EchoBackend two;
    private EchoBackend three;

    @BeforeEach
    void startBackends() throws IOException {
        one = new EchoBackend("one");
        two = new EchoBackend("two");
        three = new EchoBackend("three");
    }

    @AfterEach
    void stopBackends() throws IOException {
        one.close();
        two.close();
        three.close();
    }

    @Test
    void the_first_matching_rule_wins_and_the_order_is_the_plans() throws Exception {
        try (HaproxyProcess haproxy = start(
                rule("shop/a", 0, "*", prefix("/a"), to("shop/one", 80, 1)),
                rule("shop/a", 1, "*", exact("/a/b"), to("shop/two", 80, 1)),
                rule("shop/b", 0, "*", anything(), to("shop/three", 80, 1)))) {
            assertThat(haproxy.send(get("/a/b", HOST)).backend()).isEqualTo("one");
            assertThat(haproxy.send(get("/b", HOST)).backend()).isEqualTo("three");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/foo,200",
        "/foo/,200",
        "/foo/bar,200",
        "/foo?x=1,200",
        "/foobar,404",
        "/Foo,404",
        "/fo,404",
        "//foo,404",
        "/%66oo,404",
        "/,404"
    })
    void a_prefix_is_compared_by_elements(String target, int status) throws Exception {
        assertThat(statusFor(prefix("/foo"), get(target, HOST))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/foo,200",
        "/foo?x=/bar,200",
        "http://shop.example.com/foo,200",
        "/foo/,404",
        "/foo/bar,404",
        "/FOO,404"
    })
    void an_exact_path_is_the_whole_path(String target, int status) throws Exception {
        assertThat(statusFor(exact("/foo"), get(target, HOST))).isEqualTo(status);
    }

    @Test
    void the_prefix_slash_takes_requests_without_a_path_too() throws Exception {
        assertThat(statusFor(anything(), new RawRequest("OPTIONS", "*", List.of(HOST))))
                .isEqualTo(200);
    }

    @Test
    void a_header_is_compared_by_whole_lines_never_at_commas() throws Exception {
        RequestMatch match = header("x-version", "v1,v2");

        assertThat(statusFor(match, get("/", HOST, "X-VERSION: v1,v2"))).isEqualTo(200);
        assertThat(statusFor(match, get("/", HOST, "X-Version:   v1,v2  "))).isEqualTo(200);
        assertThat(statusFor(match, get("/", HOST, "X-Version: v1"))).isEqualTo(404);
        assertThat(statusFor(match, get("/", HOST, "X-Version: v1", "X-Version: v2")))
                .isEqualTo(404);
        assertThat(statusFor(match, get("/", HOST, "X-Version: V1,V2"))).isEqualTo(404);
        assertThat(statusFor(match, get("/", HOST, "X-Version:"))).isEqualTo(404);
        assertThat(statusFor(header("x-version", "v1"), get("/", HOST, "X-Version: v1,v2")))
                .isEqualTo(404);
    }

    @Test
    void any_line_of_a_repeated_header_may_match() throws Exception {
        RequestMatch match = header("x-version", "v2");

        assertThat(statusFor(match, get("/", HOST, "X-Version: v2", "X-Version: v1")))
                .isEqualTo(200);
        assertThat(statusFor(match, get("/", HOST, "X-Version: v1", "X-Version: v2")))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/?v=2,200", "/?a=1&v=2&b=3,200", "/?v=%32,200", "/?%76=2,200", "/?v=2&v=3,200", "/?v=3&v=2,404", "/?v&v=2,404",
        "/?V=2,404", "/?v=22,404", "/?av=2,404", "/?a=1;v=2,404", "/v=2,404", "/,404", "/?&&v=2,200"
    })
    void a_query_parameter_is_decoded_and_its_first_occurrence_counts(String target, int status) throws Exception {
        assertThat(statusFor(query("v", "2"), get(target, HOST))).isEqualTo(status);
    }

    @Test
    void a_query_parameter_is_found_behind_thousands_of_others() throws Exception {
        assertThat(statusFor(query("v", "2"), get("/?" + "a=1&".repeat(3_000) + "v=2", HOST)))
                .isEqualTo(200);
        assertThat(statusFor(query("v", "2"), get("/?" + "&".repeat(12_000) + "v=2", HOST)))
                .isEqualTo(200);
    }

    @Test
    void a_method_is_compared_whole_and_may_be_any_token() throws Exception {
        assertThat(statusFor(method("PUT"), new RawRequest("PUT", "/", List.of(HOST, "Content-Length: 0"))))
                .isEqualTo(200);
        assertThat(statusFor(method("PURGE"), new RawRequest("PURGE", "/", List.of(HOST))))
                .isEqualTo(200);
        assertThat(statusFor(method("PURGE"), get("/", HOST))).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example.com,one",
        "SHOP.Example.COM,one",
        "shop.example.com:8080,one",
        "shop.example.com.,one",
        "shop.example.com.:8080,one",
        "a.example.com,two",
        "a.b.example.com,two",
        "example.com,three",
        "xexample.com,three",
        "10.99.0.10,three"
    })
    void a_request_belongs_to_the_most_specific_listener_of_its_host(String host, String backend) throws Exception {
        try (HaproxyProcess haproxy = start(
                listener(
                        "edge/web",
                        "exact",
                        "shop.example.com",
                        rule("shop/a", 0, "*", anything(), to("shop/one", 80, 1))),
                listener(
                        "edge/web", "wild", "*.example.com", rule("shop/a", 0, "*", anything(), to("shop/two", 80, 1))),
                listener("edge/web", "any", "*", rule("shop/a", 0, "*", anything(), to("shop/three", 80, 1))))) {
            assertThat(haproxy.send(get("/", "Host: " + host)).backend()).isEqualTo(backend);
        }
    }

    @Test
    void a_rule_of_a_less_specific_listener_is_never_tried() throws Exception {
        try (HaproxyProcess haproxy = start(
                listener(
                        "edge/web",
                        "exact",
                        "shop.example.com",
                        rule("shop/a", 0, "*", exact("/a"), to("shop/one", 80, 1))),
                listener("edge/web", "any", "*", rule("shop/b", 0, "*", anything(), to("shop/two", 80, 1))))) {
            assertThat(haproxy.send(get("/b", HOST)).status()).isEqualTo(404);
        }
    }

    @Test
    void a_rule_takes_its_own_hosts_only_and_an_unknown_host_gets_404() throws Exception {
        try (HaproxyProcess haproxy = start(listener(
                "edge/web",
                "wild",
                "*.example.com",
                rule("shop/a", 0, "shop.example.com", anything(), to("shop/one", 80, 1)),
                rule("shop/a", 0, "*.x.example.com", anything(), to("shop/two", 80, 1))))) {
            assertThat(haproxy.send(get("/", HOST)).backend()).isEqualTo("one");
            assertThat(haproxy.send(get("/", "Host: a.x.example.com")).backend())
                    .isEqualTo("two");
            assertThat(haproxy.send(get("/", "Host: a.y.example.com")).status()).isEqualTo(404);
            assertThat(haproxy.send(get("/", "Host: example.org")).status()).isEqualTo(404);
        }
    }

    @Test
    void requests_are_shared_in_proportion_to_the_weights() throws Exception {
        int requests = 2_000;
        int[] served = new int[3];
        try (HaproxyProcess haproxy = start(rule(
                "shop/a",
                0,
                "*",
                anything(),
                to("shop/one", 80, 70),
                to("shop/two", 80, 20),
                to("shop/none", 80, 0),
                to("shop/three", 80, 10)))) {
            for (int i = 0; i < requests; i++) {
                served[
                        List.of("one", "two", "three")
                                .indexOf(haproxy.send(get("/", HOST)).backend())]++;
            }
        }

        // Five standard deviations: a right proxy fails once in two million runs.
        assertThat(served[0]).isBetween(1298, 1502);
        assertThat(served[1]).isBetween(311, 489);
        assertThat(served[2]).isBetween(133, 267);
    }

    @Test
    void a_rule_whose_weights_are_all_0_answers_500() throws Exception {
        try (HaproxyProcess haproxy = start(rule("shop/a", 0, "*", anything(), to("shop/one", 80, 0)))) {
            assertThat(haproxy.send(get("/", HOST)).status()).isEqualTo(500);
        }
        try (HaproxyProcess haproxy = start(rule("shop/a", 0, "*", anything()))) {
            assertThat(haproxy.send(get("/", HOST)).status()).isEqualTo(500);
        }
    }

    @Test
    void a_backend_without_endpoints_answers_503() throws Exception {
        try (HaproxyProcess haproxy = start(rule("shop/a", 0, "*", anything(), to("shop/none", 80, 1)))) {
            assertThat(haproxy.send(get("/", HOST)).status()).isEqualTo(503);
        }
    }

    @Test
    void a_dead_endpoint_is_passed_over_without_a_failed_request() throws Exception {
        EchoBackend dead = new EchoBackend("dead");
        String endpoint = dead.endpoint();
        dead.close();
        PlanFixture plan = new PlanFixture()
                .backend("shop/mixed", 80, endpoint, one.endpoint())
                .entrypoint(
                        "127.0.0.1",
                        HaproxyProcess.freePort(),
                        listener("edge/web", "http", "*", rule("shop/a", 0, "*", anything(), to("shop/mixed", 80, 1))));
        try (HaproxyProcess haproxy = HaproxyProcess.start(plan.plan(), directory)) {
            for (int i = 0; i < 20; i++) {
                assertThat(haproxy.send(get("/", HOST)).backend()).isEqualTo("one");
            }
        }
    }

    @Test
    void the_backend_learns_the_clients_address_and_the_real_protocol() throws Exception {
        try (HaproxyProcess haproxy =
                start(rule("shop/a", 0, "*", header("x-forwarded-proto", "https"), to("shop/one", 80, 1)))) {
            String seen = haproxy.send(get("/", HOST, "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Proto: https"))
                    .body();

            // Matched as sent, forwarded as it is.
            assertThat(seen.lines()).containsSubsequence("x-forwarded-for: 10.0.0.1", "x-forwarded-for: 127.0.0.1");
            assertThat(seen).contains("x-forwarded-proto: http\n").doesNotContain("https");
        }
    }

    @Test
    void a_plan_without_entrypoints_starts_and_serves_nothing() throws Exception {
        try (HaproxyProcess haproxy = HaproxyProcess.start(new PlanFixture().plan(), directory)) {
            assertThat(haproxy.isAlive()).isTrue();
        }
    }

    private int statusFor(RequestMatch match, RawRequest request) throws Exception {
        try (HaproxyProcess haproxy = start(rule("shop/a", 0, "*", match, to("shop/one", 80, 1)))) {
            return haproxy.send(request).status();
        }
    }

    private HaproxyProcess start(Rule... rules) throws Exception {
        return start(listener("edge/web", "http", "*", rules));
    }

    private HaproxyProcess start(Listener... listeners) throws Exception {
        return HaproxyProcess.start(
                new PlanFixture()
                        .backend("shop/one", 80, one.endpoint())
                        .backend("shop/two", 80, two.endpoint())
                        .backend("shop/three", 80, three.endpoint())
                        .backend("shop/none", 80)
                        .entrypoint("127.0.0.1", HaproxyProcess.freePort(), listeners)
                        .plan(),
                directory);
    }
}

package dev.pointsman.pipeline.haproxy;

import java.util.List;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.treatment.Cors;
import org.junit.jupiter.api.Test;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** Which pages may read what, asked of the real HAProxy (Fetch Standard, "CORS protocol"). */
@AsksHaproxy
class HaproxyCorsTest extends RulesAtWork {

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
}

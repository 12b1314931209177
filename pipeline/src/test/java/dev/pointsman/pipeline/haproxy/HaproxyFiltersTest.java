package dev.pointsman.pipeline.haproxy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.backendName;
import static dev.pointsman.pipeline.plan.PlanFixture.edits;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.redirect;
import static dev.pointsman.pipeline.plan.PlanFixture.rewrite;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** What rules do to requests and answers besides forwarding them, asked of the real HAProxy. */
@AsksHaproxy
class HaproxyFiltersTest extends RulesAtWork {

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

    private static HeaderEdits set(String name, String value) {
        return new HeaderEdits(List.of(new HeaderEdits.Header(name, value)), List.of(), List.of());
    }

    private static HeaderEdits someEdits() {
        return new HeaderEdits(
                List.of(new HeaderEdits.Header("X-Set", "100% \"it's\" %[src] ${HOME} \\n")),
                List.of(new HeaderEdits.Header("X-Add", "b,c")),
                List.of("X-Remove"));
    }
}

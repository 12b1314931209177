package dev.pointsman.pipeline.haproxy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.plan.treatment.Retry;
import dev.pointsman.pipeline.plan.treatment.Timeouts;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import org.junit.jupiter.api.Test;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.patience;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** How long rules wait for a backend and how often they ask it again, asked of the real HAProxy. */
@AsksHaproxy
class HaproxyPatienceTest extends RulesAtWork {

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
}

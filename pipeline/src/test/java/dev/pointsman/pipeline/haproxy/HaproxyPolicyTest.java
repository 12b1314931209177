package dev.pointsman.pipeline.haproxy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy.Algorithm;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy.Balance;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** What policies say about endpoints, asked of the real HAProxy. */
@AsksHaproxy
class HaproxyPolicyTest {

    private static final String HOST = "Host: shop.example.com";
    private static final long DEADLINE_MILLIS = 60_000;

    @TempDir
    Path directory;

    private EchoBackend one;
    private EchoBackend two;

    @BeforeEach
    void start() throws IOException {
        one = new EchoBackend("one");
        two = new EchoBackend("two");
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        two.close();
    }

    @Test
    void requests_of_one_header_value_or_path_go_to_one_endpoint() throws Exception {
        try (HaproxyProcess haproxy = start(balanced(new Balance(Algorithm.HEADER_HASH, "X-User")))) {
            assertThat(backends(haproxy, "/", "X-User: 1", 20)).hasSize(1);
            Set<String> all = new HashSet<>();
            for (int user = 0; user < 40; user++) {
                all.addAll(backends(haproxy, "/", "X-User: " + user, 1));
            }
            assertThat(all).containsExactlyInAnyOrder("one", "two");
        }
        try (HaproxyProcess haproxy = start(balanced(new Balance(Algorithm.URI_HASH, "")))) {
            assertThat(backends(haproxy, "/a", "X-User: 1", 20)).hasSize(1);
        }
        try (HaproxyProcess haproxy = start(balanced(new Balance(Algorithm.SOURCE_HASH, "")))) {
            assertThat(backends(haproxy, "/a", "X-User: 1", 20)).hasSize(1);
        }
        try (HaproxyProcess haproxy = start(balanced(new Balance(Algorithm.LEAST_CONNECTIONS, "")))) {
            assertThat(backends(haproxy, "/a", "X-User: 1", 20)).hasSize(2);
        }
    }

    @Test
    void a_cookie_keeps_a_client_on_its_endpoint_and_tells_no_address() throws Exception {
        TrafficPolicy policy = new TrafficPolicy(
                HealthCheck.DEFAULT,
                TrafficPolicy.DEFAULT.balance(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Duration.ZERO,
                "shop");
        try (HaproxyProcess haproxy = start(policy)) {
            RawRequest.Answer first = haproxy.send(get("/", HOST));
            String cookie = first.values("set-cookie").getFirst().split(";")[0];

            assertThat(cookie).startsWith("shop=").doesNotContain("127.0.0.1");
            for (int i = 0; i < 10; i++) {
                RawRequest.Answer next = haproxy.send(get("/", HOST, "Cookie: " + cookie));
                assertThat(next.backend()).isEqualTo(first.backend());
                assertThat(next.seen("cookie")).isEmpty();
            }
        }
    }

    @Test
    void an_endpoint_whose_health_path_answers_with_an_error_gets_nothing() throws Exception {
        two.close();
        two = new EchoBackend("two", "503");
        HealthCheck check =
                new HealthCheck("/healthz", "shop.internal", Duration.ofMillis(100), Duration.ofSeconds(5), 1, 1);
        TrafficPolicy policy = new TrafficPolicy(
                check,
                TrafficPolicy.DEFAULT.balance(),
                Optional.of(Duration.ofSeconds(1)),
                Optional.of(Duration.ofSeconds(30)),
                Optional.of(Duration.ofSeconds(1)),
                100,
                Duration.ofMillis(1),
                "");
        try (HaproxyProcess haproxy = start(policy)) {
            long start = System.nanoTime();
            int inARow = 0;
            while (inARow < 20 || !wasChecked(one)) {
                assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(DEADLINE_MILLIS);
                inARow = haproxy.send(get("/", HOST)).status() == 200 ? inARow + 1 : 0;
            }
        }
    }

    /** Checks begin at different times, so that the first may come after the first requests. */
    private static boolean wasChecked(EchoBackend backend) {
        return backend.heads().stream()
                .anyMatch(head -> head.startsWith("GET /healthz ") && head.contains("shop.internal"));
    }

    private static TrafficPolicy balanced(Balance balance) {
        return new TrafficPolicy(
                HealthCheck.DEFAULT,
                balance,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Duration.ZERO,
                "");
    }

    private static Set<String> backends(HaproxyProcess haproxy, String path, String header, int requests)
            throws IOException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            seen.add(haproxy.send(get(path, HOST, header)).backend());
        }
        return seen;
    }

    private HaproxyProcess start(TrafficPolicy policy) throws Exception {
        return HaproxyProcess.start(
                new PlanFixture()
                        .backend("shop/cart", 80, one.endpoint(), two.endpoint())
                        .policy("shop/cart", 80, policy)
                        .entrypoint(
                                "127.0.0.1",
                                HaproxyProcess.freePort(),
                                listener(
                                        "edge/web",
                                        "http",
                                        "*",
                                        rule("shop/a", 0, "*", anything(), to("shop/cart", 80, 1))))
                        .plan(),
                java.nio.file.Files.createTempDirectory(directory, "haproxy"));
    }
}

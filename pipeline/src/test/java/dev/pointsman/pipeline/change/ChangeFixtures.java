package dev.pointsman.pipeline.change;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.treatment.Retry;
import dev.pointsman.pipeline.plan.treatment.Timeouts;

import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.exact;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.patience;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;

/** Small plans to change, and the files that a worker would read of them. */
final class ChangeFixtures {

    private ChangeFixtures() {}

    static ProxyFiles files(PlanFixture fixture, String revision) {
        return ProxyFiles.of(bundle(fixture, revision));
    }

    static Map<String, String> bundle(PlanFixture fixture, String revision) {
        return BundleRenderer.render(fixture.plan(), revision, "node-a", new NodeLayout(Path.of("/")), "eth0")
                .files();
    }

    static PlanFixture cart(String... endpoints) {
        return fixture(80, anyHost(1)).backend("shop/cart", 8080, endpoints);
    }

    static Rule anyHost(int weight) {
        return rule("shop/cart", 0, "*", anything(), to("shop/cart", 8080, weight));
    }

    static PlanFixture cookies(String... endpoints) {
        return fixture(80, anyHost(1))
                .backend("shop/cart", 8080, BackendProtocol.HTTP_2, endpoints)
                .policy(
                        "shop/cart",
                        8080,
                        new TrafficPolicy(
                                TrafficPolicy.HealthCheck.DEFAULT,
                                TrafficPolicy.DEFAULT.balance(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                7,
                                Duration.ZERO,
                                "SRV"));
    }

    static PlanFixture retrying(String... endpoints) {
        Rule retries = rule(
                "shop/cart",
                0,
                anything(),
                patience(Timeouts.DEFAULT, new Retry(new TreeSet<>(List.of(503)), 2)),
                to("shop/cart", 8080, 1));
        return fixture(80, retries).backend("shop/cart", 8080, endpoints);
    }

    static PlanFixture shared(int one, int other) {
        return fixture(
                        80,
                        rule(
                                "shop/cart",
                                0,
                                "*",
                                anything(),
                                to("shop/cart", 8080, one),
                                to("shop/cart-v2", 8080, other)))
                .backend("shop/cart", 8080, "10.20.1.1:80")
                .backend("shop/cart-v2", 8080, "10.20.1.2:80");
    }

    static PlanFixture routes(Rule... rules) {
        return fixture(80, rules).backend("shop/cart", 8080, "10.20.1.1:80");
    }

    static PlanFixture searching() {
        return routes(
                        rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1)),
                        rule("shop/cart", 1, "a.example.com", exact("/b"), to("shop/search", 8080, 1)))
                .backend("shop/search", 8080, "10.20.1.9:80");
    }

    static PlanFixture fixture(int port, Rule... rules) {
        return new PlanFixture()
                .routeGroup("edge", 51, "169.254.99.1", "10.99.0.10/32", "node-a", "node-b")
                .entrypoint("10.99.0.10", port, listener("edge/web", "http", "*", rules));
    }
}

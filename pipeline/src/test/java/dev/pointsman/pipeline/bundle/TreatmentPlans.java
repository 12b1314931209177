package dev.pointsman.pipeline.bundle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.treatment.Cors;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.Retry;
import dev.pointsman.pipeline.plan.treatment.Timeouts;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;

import static dev.pointsman.pipeline.bundle.FleetPlans.VIP;
import static dev.pointsman.pipeline.bundle.FleetPlans.pair;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.edits;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.patience;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.redirect;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;

/** Plans of what is done with a request on its way, by its rule and by the policy of its Service. */
final class TreatmentPlans {

    private TreatmentPlans() {}

    static Plan treatments() {
        HeaderEdits edits = new HeaderEdits(
                List.of(new HeaderEdits.Header("X-Team", "100% cart")),
                List.of(new HeaderEdits.Header("X-Seen", "a,b")),
                List.of("X-Debug"));
        Treatment everything = new Treatment(
                Optional.empty(),
                Optional.of(new UrlRewrite("cart.internal", Optional.of(new PathRewrite.Prefix("/cart", "")))),
                edits,
                edits,
                Optional.of(new Cors(
                        List.of("https://www.example.com", "https://*.example.org"),
                        List.of("*"),
                        List.of("X-Version"),
                        List.of(),
                        true,
                        5)),
                new Timeouts(Optional.of(Duration.ofSeconds(10)), Optional.of(Duration.ofSeconds(2))),
                Optional.of(new Retry(new TreeSet<>(List.of(502, 503)), 2)));
        Redirect moved = new Redirect(
                "https", "www.example.com", 8443, Optional.of(new PathRewrite.Prefix("/old", "/new")), 301);
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/cart", 0, prefix("/cart"), everything, to("shop/cart", 8080, 1)),
                                rule("shop/cart", 1, prefix("/old"), redirect(moved)),
                                rule("shop/cart", 2, prefix("/edited"), edits(edits, edits), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 3, "*", anything(), to("shop/cart", 8080, 1))))
                .plan();
    }

    static Plan policy() {
        TrafficPolicy policy = new TrafficPolicy(
                new TrafficPolicy.HealthCheck(
                        "/healthz", "cart.internal", Duration.ofSeconds(5), Duration.ofSeconds(1), 1, 2),
                new TrafficPolicy.Balance(TrafficPolicy.Algorithm.HEADER_HASH, "X-User"),
                Optional.of(Duration.ofMillis(500)),
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(Duration.ofSeconds(1)),
                100,
                Duration.ofSeconds(30),
                "cart");
        Treatment retrying = patience(Timeouts.DEFAULT, new Retry(new TreeSet<>(List.of(503)), 1));
        return pair().backend("shop/cart", 8080, "10.20.1.30:8080")
                .policy("shop/cart", 8080, policy)
                .entrypoint(
                        VIP,
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/cart", 0, prefix("/retried"), retrying, to("shop/cart", 8080, 1)),
                                rule("shop/cart", 1, "*", anything(), to("shop/cart", 8080, 1))))
                .plan();
    }
}

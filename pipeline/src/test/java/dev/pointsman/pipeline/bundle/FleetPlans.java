package dev.pointsman.pipeline.bundle;

import java.time.Duration;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.PlanFixture;

import static dev.pointsman.pipeline.plan.PlanFixture.fleet;
import static dev.pointsman.pipeline.plan.PlanFixture.node;

/** Plans of fleets and of what keepalived has to know of them; no request is routed. */
final class FleetPlans {

    static final String VIP = "10.99.0.10";

    private FleetPlans() {}

    static PlanFixture pair() {
        return new PlanFixture().routeGroup("edge", 51, "169.254.99.1", VIP + "/32", "node-a", "node-b");
    }

    static Plan loneNode() {
        return new PlanFixture()
                .fleet(fleet(Duration.ofSeconds(1), Duration.ZERO, node("node-a", 1)))
                .routeGroup("edge", 51, "169.254.99.1", VIP + "/32", "node-a")
                .plan();
    }

    static Plan zonal() {
        return new PlanFixture()
                .fleet(fleet(
                        Duration.ofMillis(50),
                        Duration.ofMinutes(2),
                        node("node-a", 1),
                        node("node-b", 2),
                        node("node-c", 3)))
                .routeGroup("zone-a", 51, "169.254.99.1", VIP + "/32", "node-a", "node-b", "node-c")
                .routeGroup("zone-b", 52, "169.254.99.2", VIP + "/32", "node-b", "node-c", "node-a")
                .routeGroup("zone-c", 53, "169.254.99.3", VIP + "/32", "node-c", "node-a", "node-b")
                .plan();
    }
}

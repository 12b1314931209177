package dev.pointsman.agent.report;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.pointsman.agent.apply.AppliedPlan;
import dev.pointsman.agent.apply.ApplyListener;
import dev.pointsman.agent.ownership.OwnershipService;
import dev.pointsman.agent.revision.RouteRelease;
import dev.pointsman.pipeline.plan.Plan;
import org.jboss.logging.Logger;

/** Hands each plan that is applied to whoever works by it: the ownership loop, and the report. */
@Singleton
public class PlanKeeper implements ApplyListener, RouteRelease {

    private static final Logger LOG = Logger.getLogger(PlanKeeper.class);

    /** A look and a call take a second at most where nothing is wrong; a revision is not held up for longer by what is. */
    private static final Duration RELEASE_PATIENCE = Duration.ofSeconds(10);

    private final OwnershipService ownership;
    private volatile Optional<AppliedPlan> current = Optional.empty();

    PlanKeeper(OwnershipService ownership) {
        this.ownership = ownership;
    }

    @Override
    public void applied(AppliedPlan plan) {
        current = Optional.of(plan);
        try {
            ownership.keep(plan.plan(), plan.node());
        } catch (IOException e) {
            LOG.errorf("failed to listen for keepalived's notifications: %s", e.getMessage());
        }
    }

    @Override
    public boolean release(Plan plan, String node) {
        return ownership.release(plan, node, RELEASE_PATIENCE);
    }

    Optional<AppliedPlan> applied() {
        return current;
    }
}

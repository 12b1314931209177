package dev.pointsman.agent.report;

import java.io.IOException;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.pointsman.agent.apply.AppliedPlan;
import dev.pointsman.agent.apply.ApplyListener;
import dev.pointsman.agent.ownership.OwnershipService;
import org.jboss.logging.Logger;

/** Hands each plan that is applied to whoever works by it: the ownership loop, and the report. */
@Singleton
public class PlanKeeper implements ApplyListener {

    private static final Logger LOG = Logger.getLogger(PlanKeeper.class);

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

    Optional<AppliedPlan> applied() {
        return current;
    }
}

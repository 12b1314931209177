package dev.pointsman.agent.revision;

import java.util.SortedSet;

import dev.pointsman.agent.discovery.InstanceDiscovery;
import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;

/**
 * Finds the instances that the revision selects.
 *
 * <p>Those that are known already, from EC2's last answer, suffice. Of a selector that is new EC2 has to be asked, and while it does not answer
 * the revision waits ({@link StepFailure.Next#RETRY}): with nobody behind that selector it would answer 503 where requests were served before.
 */
public final class DiscoverStep implements RevisionStep {

    private final InstanceDiscovery discovery;

    public DiscoverStep(InstanceDiscovery discovery) {
        this.discovery = discovery;
    }

    @Override
    public Phase phase() {
        return Phase.DISCOVER;
    }

    @Override
    public Attempt take(Attempt attempt) throws StepFailure {
        SortedSet<InstanceSelector> selectors = attempt.plan().instanceSelectors();
        if (selectors.isEmpty()) {
            return attempt;
        }
        try {
            return attempt.withInstances(discovery.of(attempt.plan().fleet(), selectors));
        } catch (Ec2Exception silent) {
            throw StepFailure.broken(
                    "revision \"" + attempt.fetched().revision()
                            + "\" waits, because EC2 does not say which instances it selects: " + silent.getMessage(),
                    silent);
        }
    }
}

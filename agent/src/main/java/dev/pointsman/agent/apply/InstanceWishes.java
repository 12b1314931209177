package dev.pointsman.agent.apply;

import jakarta.inject.Singleton;

import dev.pointsman.agent.discovery.InstanceDiscovery;

/** Tells the discovery which instances the plan that the node is on selects; others are asked about no more. */
@Singleton
public class InstanceWishes implements ApplyListener {

    private final InstanceDiscovery discovery;

    InstanceWishes(InstanceDiscovery discovery) {
        this.discovery = discovery;
    }

    @Override
    public void applied(AppliedPlan plan) {
        discovery.follow(plan.plan().fleet(), plan.plan().instanceSelectors());
    }
}

package dev.pointsman.pipeline.plan.rule;

import java.util.List;

import dev.pointsman.pipeline.plan.match.HostMatch;

/**
 * One way a connection may go.
 *
 * @param name where it was written
 * @param host the server names it takes; any where connections tell none
 * @param targets who gets the connections, in proportion to their weights
 * @param toNowhere the weight of references that lead nowhere: this share of the connections is closed (Gateway API v1.6,
 *     "TCPRouteRule.backendRefs")
 */
public record StreamRule(RuleName name, HostMatch host, List<WeightedBackend> targets, int toNowhere) {
    public StreamRule {
        targets = List.copyOf(targets);
    }

    /** The sum of all weights, also of those that lead nowhere; 0 when every connection is closed. */
    public int totalWeight() {
        return toNowhere + targets.stream().mapToInt(WeightedBackend::weight).sum();
    }
}

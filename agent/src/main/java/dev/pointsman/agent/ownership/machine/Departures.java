package dev.pointsman.agent.ownership.machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.rule.RemovalRule;

/**
 * The entries that are to go: who waits until none of them leads to this node any more, and which need no more watching.
 *
 * <p>It exists because a node may stop listening only when no packets come any more: first the route, then the node.
 */
final class Departures {

    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

    /** Somebody waits. */
    void await(CompletableFuture<Void> released) {
        waiting.add(released);
    }

    /** Lets go whoever waits, once nothing that is to go leads here. */
    void turn(Collection<GroupState> groups, String interfaceId, List<Effect> effects) {
        if (!waiting.isEmpty() && groups.stream().allMatch(group -> group.isReleased(interfaceId))) {
            waiting.forEach(released -> effects.add(new Effect.Release(released)));
            waiting.clear();
        }
    }

    /** What turns out to be wanted stays, and what is gone for long enough needs no more watching. */
    static Assignment forget(Assignment known, Map<String, GroupState> groups, Instant now) {
        if (known.retired().isEmpty()) {
            return known;
        }
        Map<String, List<RouteEntry>> still = new HashMap<>();
        groups.forEach((name, group) -> {
            Set<RouteEntry> over = new HashSet<>(RemovalRule.done(
                    group.memory().retired(), known.nodesByInterface().keySet()));
            List<RouteEntry> left = group.memory().retired().keySet().stream()
                    .filter(entry -> !known.wants(entry) && !over.contains(entry))
                    .toList();
            group.retire(left, now);
            still.put(name, left);
        });
        return known.withRetired(still);
    }
}

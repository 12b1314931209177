package dev.pointsman.agent.report;

import java.time.Instant;
import java.util.List;

import dev.pointsman.agent.ownership.report.OwnershipView;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to {@code GET /ownership}.
 *
 * @param fleet namespace/name; empty before the first plan
 * @param node the node that answers; empty before the first plan
 * @param at when it answered
 * @param routeGroups what it knows of the routes
 * @param nodes every node of the fleet, in the fleet's order: each as it answers now
 * @param claims its last claims, newest first
 */
@RegisterForReflection(
        targets = {
            OwnershipReport.class,
            OwnershipView.class,
            OwnershipView.Group.class,
            OwnershipView.Entry.class,
            OwnershipView.State.class,
            OwnershipView.ClaimReport.class,
            OwnershipView.Move.class,
            OwnershipView.Action.class
        })
public record OwnershipReport(
        String fleet,
        String node,
        Instant at,
        List<OwnershipView.Group> routeGroups,
        List<NodeReport> nodes,
        List<OwnershipView.ClaimReport> claims) {

    public OwnershipReport {
        routeGroups = List.copyOf(routeGroups);
        nodes = List.copyOf(nodes);
        claims = List.copyOf(claims);
    }
}

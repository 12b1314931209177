package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.comparison.Comparison.NodeStep;
import dev.pointsman.pipeline.plan.Plan;

/** Compares two plans; a pure function. */
public final class PlanComparison {

    private PlanComparison() {}

    /**
     * What differs.
     *
     * @param before what is served; empty when there was nothing of this fleet
     * @param after what will be
     */
    public static Comparison of(Optional<Plan> before, Plan after) {
        Plan old = before.orElseGet(() -> new Plan(after.fleet(), List.of(), List.of(), List.of(), List.of()));
        List<Comparison.Item> items = ItemChanges.between(old, after);
        TrafficChanges requests = new TrafficChanges(old, after);
        List<Comparison.Traffic> traffic = new ArrayList<>(requests.find());
        traffic.addAll(ConnectionChanges.between(old, after));
        List<NodeStep> nodes = new NodeChanges(old, after, items).steps();
        List<Comparison.VpcRoute> routes = VpcRouteChanges.between(old, after);
        int reloads = (int) nodes.stream()
                .filter(node -> node.action() == NodeStep.Action.RELOAD)
                .count();
        return new Comparison(
                items,
                traffic,
                nodes,
                routes,
                new Comparison.Radius(
                        requests.changedRules(),
                        requests.allRules(),
                        requests.changedHosts(),
                        requests.allHosts(),
                        reloads,
                        nodes.size(),
                        routes.size()));
    }
}

package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.comparison.Comparison.NodeStep;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.vpc.Vpc;
import dev.pointsman.pipeline.vpc.VpcFacts;

/** Compares two plans; a pure function. */
public final class PlanComparison {

    private PlanComparison() {}

    /** What differs, where nothing is known of the VPC. */
    public static Comparison of(Optional<Plan> before, Plan after) {
        return of(before, after, Optional.empty());
    }

    /**
     * What differs.
     *
     * @param before what is served; empty when there was nothing of this fleet
     * @param after what will be
     * @param facts the VPC, so that route tables can be named; empty when nothing is known
     */
    public static Comparison of(Optional<Plan> before, Plan after, Optional<VpcFacts> facts) {
        Plan old = before.orElseGet(() -> new Plan(after.fleet(), List.of(), List.of(), List.of(), List.of()));
        List<Comparison.Item> items = ItemChanges.between(old, after);
        Reach reach = new Reach();
        List<Comparison.Traffic> traffic = new ArrayList<>(new TrafficChanges(old, after, reach).find());
        traffic.addAll(new ConnectionChanges(old, after, reach).find());
        List<NodeStep> nodes = new NodeChanges(old, after).steps();
        List<Comparison.VpcRoute> routes = routes(old, after, facts);
        return new Comparison(
                items,
                traffic,
                nodes,
                routes,
                new Comparison.Radius(
                        reach.changedRules(),
                        reach.rules(),
                        reach.changedHosts(),
                        reach.hosts(),
                        count(nodes, NodeStep.Action.RELOAD),
                        count(nodes, NodeStep.Action.RUNTIME),
                        nodes.size(),
                        routes.size()));
    }

    private static List<Comparison.VpcRoute> routes(Plan before, Plan after, Optional<VpcFacts> facts) {
        Optional<Vpc> old = facts.flatMap(known -> known.vpc(before.fleet().vpcId()));
        Optional<Vpc> now = facts.flatMap(known -> known.vpc(after.fleet().vpcId()));
        return old.isPresent() && now.isPresent()
                ? KnownVpcRoutes.between(before, old.get(), after, now.get())
                : VpcRouteChanges.between(before, after);
    }

    private static int count(List<NodeStep> nodes, NodeStep.Action action) {
        return (int) nodes.stream().filter(node -> node.action() == action).count();
    }
}

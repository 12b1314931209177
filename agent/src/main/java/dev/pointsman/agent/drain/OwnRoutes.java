package dev.pointsman.agent.drain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.Route;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;

/**
 * The entries of a fleet as EC2 has them now, seen from one node.
 *
 * @param here those that point at this node, as {@code rtb-… 10.99.0.10/32}, sorted
 * @param elsewhere how many point at each other node of the fleet
 */
record OwnRoutes(List<String> here, SortedMap<String, Integer> elsewhere) {

    static OwnRoutes read(RouteTables ec2, Assignment assignment) throws Ec2Exception {
        Map<String, String> nodes = assignment.nodesByInterface();
        List<String> here = new ArrayList<>();
        SortedMap<String, Integer> elsewhere = new TreeMap<>();
        for (RouteGroup group : assignment.groups()) {
            List<String> own = assignment.tables().getOrDefault(group.name(), List.of());
            for (RouteTable table : ec2.describe(assignment.fleet().vpcId(), group.tables())) {
                if (!own.contains(table.id())) {
                    continue;
                }
                for (String destination : group.destinations()) {
                    Optional<String> owner =
                            table.route(destination).map(Route::target).map(nodes::get);
                    if (owner.equals(Optional.of(assignment.node()))) {
                        here.add(table.id() + " " + destination);
                    } else {
                        owner.ifPresent(other -> elsewhere.merge(other, 1, Integer::sum));
                    }
                }
            }
        }
        return new OwnRoutes(here.stream().sorted().toList(), elsewhere);
    }
}

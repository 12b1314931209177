package dev.pointsman.agent.ownership.assignment;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.agent.ownership.rule.OwnershipRule;
import dev.pointsman.pipeline.plan.Fleet;
import dev.pointsman.pipeline.plan.Node;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.RouteGroup;

/**
 * What one node has to hold: the part of a plan that claims need, and the route tables that are known.
 *
 * <p>It exists so that a claim without the agent needs neither the definitions nor a describe first.
 *
 * @param fleet whose routes they are
 * @param node this node's name, one of the fleet's
 * @param groups the route groups, sorted by name
 * @param tables the ids of each group's route tables, as last read; no element for a group that has never been read
 */
public record Assignment(Fleet fleet, String node, List<RouteGroup> groups, SortedMap<String, List<String>> tables) {

    public Assignment {
        fleet.node(node);
        groups = groups.stream().sorted(Comparator.comparing(RouteGroup::name)).toList();
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        for (RouteGroup group : groups) {
            if (tables.containsKey(group.name())) {
                sorted.put(
                        group.name(), tables.get(group.name()).stream().sorted().toList());
            }
        }
        tables = Collections.unmodifiableSortedMap(sorted);
    }

    /** A plan's part for a node, before any route table was read. Throws IllegalArgumentException when the fleet has no such node. */
    public static Assignment of(Plan plan, String node) {
        return new Assignment(plan.fleet(), node, plan.routeGroups(), new TreeMap<>());
    }

    /** The same with the route tables that have been read; groups that are not in the map keep theirs. */
    public Assignment with(Map<String, List<String>> read) {
        SortedMap<String, List<String>> merged = new TreeMap<>(tables);
        merged.putAll(read);
        return new Assignment(fleet, node, groups, merged);
    }

    /** This node. */
    public Node self() {
        return fleet.node(node);
    }

    /** The rule for one of the groups. */
    public OwnershipRule rule(RouteGroup group) {
        return new OwnershipRule(self().interfaceId(), node, nodesByInterface(), group.nodeOrder());
    }

    /** The fleet's nodes by the network interfaces that entries point at. */
    public Map<String, String> nodesByInterface() {
        return fleet.nodes().stream().collect(Collectors.toMap(Node::interfaceId, Node::name));
    }
}

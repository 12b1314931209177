package dev.pointsman.agent.ownership.assignment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.rule.OwnershipRule;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * What one node has to hold: the part of a plan that claims need, and the route tables that are known.
 *
 * <p>It exists so that a claim without the agent needs neither the definitions nor a describe first.
 *
 * @param fleet whose routes they are
 * @param node this node's name, one of the fleet's
 * @param groups the route groups, sorted by name
 * @param tables the ids of each group's route tables, as last read; no element for a group that has never been read
 * @param retired by the name of the group that deletes them: the entries that an earlier revision had and this one has not
 */
public record Assignment(
        Fleet fleet,
        String node,
        List<RouteGroup> groups,
        SortedMap<String, List<String>> tables,
        SortedMap<String, List<RouteEntry>> retired) {

    public Assignment {
        fleet.node(node);
        groups = groups.stream().sorted(Comparator.comparing(RouteGroup::name)).toList();
        tables = ofGroups(groups, tables);
        retired = ofGroups(groups, retired);
        retired.values().removeIf(List::isEmpty);
        tables = Collections.unmodifiableSortedMap(tables);
        retired = Collections.unmodifiableSortedMap(retired);
    }

    /** What a node has to hold when no revision came before. */
    public Assignment(Fleet fleet, String node, List<RouteGroup> groups, SortedMap<String, List<String>> tables) {
        this(fleet, node, groups, tables, new TreeMap<>());
    }

    private static <T> SortedMap<String, List<T>> ofGroups(List<RouteGroup> groups, SortedMap<String, List<T>> map) {
        SortedMap<String, List<T>> sorted = new TreeMap<>();
        for (RouteGroup group : groups) {
            if (map.containsKey(group.name())) {
                sorted.put(group.name(), map.get(group.name()).stream().sorted().toList());
            }
        }
        return sorted;
    }

    /** A plan's part for a node, before any route table was read. Throws IllegalArgumentException when the fleet has no such node. */
    public static Assignment of(Plan plan, String node) {
        return new Assignment(plan.fleet(), node, plan.routeGroups(), new TreeMap<>());
    }

    /** The same with the route tables that have been read; groups that are not in the map keep theirs. */
    public Assignment with(Map<String, List<String>> read) {
        SortedMap<String, List<String>> merged = new TreeMap<>(tables);
        merged.putAll(read);
        return new Assignment(fleet, node, groups, merged, retired);
    }

    /** The same with these entries to go, and no others. */
    public Assignment withRetired(Map<String, List<RouteEntry>> entries) {
        return new Assignment(fleet, node, groups, tables, new TreeMap<>(entries));
    }

    /**
     * The same, coming after another: tables of groups that select as before stay known, and entries that only the earlier one had are to go. One
     * that may turn out to be wanted, once this one's tables have been read, is among them.
     */
    public Assignment after(Assignment before) {
        SortedMap<String, List<String>> known = new TreeMap<>(tables);
        for (RouteGroup group : groups) {
            before.group(group.name())
                    .filter(earlier -> earlier.tables().equals(group.tables())
                            && earlier.share().equals(group.share()))
                    .map(earlier -> before.tables().get(earlier.name()))
                    .ifPresent(tables -> known.putIfAbsent(group.name(), tables));
        }
        Assignment taught = new Assignment(fleet, node, groups, known);
        boolean isSameFleet = before.fleet().name().equals(fleet.name())
                && before.fleet().vpcId().equals(fleet.vpcId());
        if (!isSameFleet || groups.isEmpty()) {
            return taught;
        }
        SortedMap<String, List<RouteEntry>> unwanted = new TreeMap<>();
        Stream.concat(
                        before.groups().stream()
                                .flatMap(earlier -> before.entries(earlier).stream()
                                        .map(entry -> Map.entry(earlier.name(), entry))),
                        before.retired().entrySet().stream()
                                .flatMap(earlier ->
                                        earlier.getValue().stream().map(entry -> Map.entry(earlier.getKey(), entry))))
                .filter(entry -> !taught.wants(entry.getValue()))
                .forEach(entry -> unwanted.computeIfAbsent(
                                group(entry.getKey()).orElse(groups.getFirst()).name(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        return taught.withRetired(unwanted);
    }

    /**
     * The same as long as this node's HAProxy still listens by the earlier one: what both have stays, what only this one has does not come yet, and
     * what only the earlier one has goes. But what an entry of this one is to take the place of, a VIP of a range or the other way round, stays until
     * that is there.
     */
    public Assignment whileListeningBy(Assignment before) {
        List<Ipv4Block> wanted = groups.stream()
                .flatMap(group -> group.destinations().stream())
                .map(Ipv4Block::parse)
                .toList();
        List<String> kept = before.groups().stream()
                .flatMap(group -> group.destinations().stream())
                .filter(destination -> wanted.stream().anyMatch(Ipv4Block.parse(destination)::overlaps))
                .distinct()
                .toList();
        return new Assignment(
                fleet, node, groups.stream().map(group -> group.with(kept)).toList(), tables, retired);
    }

    /** Whether one of the groups has this entry, as far as their tables are known. */
    public boolean wants(RouteEntry entry) {
        return groups.stream().anyMatch(group -> entries(group).contains(entry));
    }

    /** A group's entries in the tables that are known, its witnesses among them. */
    private List<RouteEntry> entries(RouteGroup group) {
        List<String> ids = tables.getOrDefault(group.name(), List.of());
        return Stream.concat(
                        ids.stream()
                                .flatMap(table -> group.destinations().stream()
                                        .map(destination -> new RouteEntry(table, destination))),
                        ids.stream()
                                .limit(1)
                                .flatMap(table -> witnesses(group).keySet().stream()
                                        .map(destination -> new RouteEntry(table, destination))))
                .toList();
    }

    /** Whose witness has which destination: nodes' names by destinations. Witnesses are in the first of a group's tables. */
    public Map<String, String> witnesses(RouteGroup group) {
        return group.nodeOrder().stream()
                .collect(Collectors.toMap(tester -> group.witness(fleet.name(), tester), tester -> tester));
    }

    private Optional<RouteGroup> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
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

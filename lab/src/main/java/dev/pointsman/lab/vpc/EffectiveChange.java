package dev.pointsman.lab.vpc;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.lab.vpc.Forwarding.Hop;

/**
 * What differs for packets between two states of the VPC, and the telling of it.
 *
 * <p>Exists so that the data plane follows from the state alone: whatever made the change (an API call, a stopped instance, a detached
 * interface), the entries whose hop differs are found here and nowhere else.
 */
record EffectiveChange(
        List<HopSet> hopsSet,
        List<EntryRemoved> entriesRemoved,
        List<CheckSet> checksSet,
        List<String> interfacesGone) {

    record HopSet(String routeTableId, Cidr destination, Hop hop) {}

    record EntryRemoved(String routeTableId, Cidr destination) {}

    record CheckSet(String networkInterfaceId, boolean enabled) {}

    /** The whole state, as a change from nothing. */
    static EffectiveChange all(VpcState state) {
        return new EffectiveChange(
                state.routeTables().values().stream()
                        .flatMap(table -> hops(state, table).entrySet().stream()
                                .map(entry -> new HopSet(table.id(), entry.getKey(), entry.getValue())))
                        .toList(),
                List.of(),
                state.networkInterfaces().values().stream()
                        .map(each -> new CheckSet(each.id(), each.sourceDestinationCheck()))
                        .toList(),
                List.of());
    }

    static EffectiveChange between(VpcState before, VpcState after) {
        return new EffectiveChange(
                after.routeTables().values().stream()
                        .flatMap(table -> hopsSet(before, after, table).stream())
                        .toList(),
                before.routeTables().values().stream()
                        .flatMap(table -> entriesRemoved(after, table).stream())
                        .toList(),
                after.networkInterfaces().values().stream()
                        .filter(each -> !isSameCheck(before, each))
                        .map(each -> new CheckSet(each.id(), each.sourceDestinationCheck()))
                        .toList(),
                before.networkInterfaces().keySet().stream()
                        .filter(id -> after.networkInterface(id).isEmpty())
                        .toList());
    }

    void tell(Forwarding forwarding) {
        checksSet.forEach(set -> forwarding.sourceDestinationCheckSet(set.networkInterfaceId(), set.enabled()));
        hopsSet.forEach(set -> forwarding.routeSet(set.routeTableId(), set.destination(), set.hop()));
        entriesRemoved.forEach(removed -> forwarding.routeRemoved(removed.routeTableId(), removed.destination()));
        interfacesGone.forEach(forwarding::interfaceGone);
    }

    private static Collection<HopSet> hopsSet(VpcState before, VpcState after, RouteTable table) {
        Map<Cidr, Hop> known = before.routeTable(table.id())
                .map(earlier -> hops(before, earlier))
                .orElse(Map.of());
        return hops(after, table).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(known.get(entry.getKey())))
                .map(entry -> new HopSet(table.id(), entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Collection<EntryRemoved> entriesRemoved(VpcState after, RouteTable table) {
        return table.routes().keySet().stream()
                .filter(destination -> after.routeTable(table.id())
                        .flatMap(later -> later.route(destination))
                        .isEmpty())
                .map(destination -> new EntryRemoved(table.id(), destination))
                .toList();
    }

    private static boolean isSameCheck(VpcState before, NetworkInterface after) {
        return before.networkInterface(after.id())
                .filter(earlier -> earlier.sourceDestinationCheck() == after.sourceDestinationCheck())
                .isPresent();
    }

    private static Map<Cidr, Hop> hops(VpcState state, RouteTable table) {
        Map<Cidr, Hop> hops = new TreeMap<>();
        table.entries().forEach(route -> hops.put(route.destination(), state.hop(route.target())));
        return hops;
    }
}

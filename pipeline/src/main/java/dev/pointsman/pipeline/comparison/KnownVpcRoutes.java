package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.pipeline.comparison.Comparison.VpcRoute;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.vpc.RouteTable;
import dev.pointsman.pipeline.vpc.Subnet;
import dev.pointsman.pipeline.vpc.Vpc;

/**
 * Which entries come, go or may point elsewhere, table by table, where the VPC is known.
 *
 * <p>It asks of both plans which route group holds an entry, and which node that group prefers; so a change of the selection, of zones or of
 * tags is told by the tables that it concerns, and one that concerns none is no change.
 */
final class KnownVpcRoutes {

    private final List<VpcRoute> routes = new ArrayList<>();

    private KnownVpcRoutes() {}

    static List<VpcRoute> between(Plan before, Vpc vpcBefore, Plan after, Vpc vpcAfter) {
        SortedSet<String> destinations = new TreeSet<>();
        Stream.of(before, after)
                .flatMap(plan -> plan.routeGroups().stream())
                .forEach(group -> destinations.addAll(group.destinations()));
        KnownVpcRoutes changes = new KnownVpcRoutes();
        for (String to : destinations) {
            changes.compare(to, holders(before, to, vpcBefore), holders(after, to, vpcAfter), after);
        }
        changes.routes.sort(Comparator.comparing(VpcRoute::destination)
                .thenComparing(VpcRoute::action)
                .thenComparing(VpcRoute::group)
                .thenComparing(VpcRoute::tables));
        return changes.routes;
    }

    private void compare(String to, Map<String, RouteGroup> old, Map<String, RouteGroup> now, Plan after) {
        Set<String> tables = new TreeSet<>(old.keySet());
        tables.addAll(now.keySet());
        for (String table : tables) {
            RouteGroup was = old.get(table);
            RouteGroup is = now.get(table);
            if (was == null) {
                String why = old.isEmpty() ? VpcRouteChanges.whyNew(to) : "the table is selected now";
                add(is, to, table, VpcRoute.Action.CREATED, why + "; it points at " + VpcRouteChanges.first(is));
            } else if (is == null) {
                String why = now.isEmpty() ? VpcRouteChanges.whyGone(to, after) : "the table is not selected any more";
                add(was, to, table, VpcRoute.Action.REMOVED, why);
            } else if (!VpcRouteChanges.first(is).equals(VpcRouteChanges.first(was))) {
                add(is, to, table, VpcRoute.Action.REPLACED, VpcRouteChanges.whyMoved(was, is));
            }
        }
    }

    private void add(RouteGroup group, String to, String table, VpcRoute.Action action, String why) {
        routes.add(new VpcRoute(group.name(), to, table, action, why));
    }

    /** The group that holds the entry, by table. */
    private static SortedMap<String, RouteGroup> holders(Plan plan, String destination, Vpc vpc) {
        SortedMap<String, RouteGroup> holders = new TreeMap<>();
        for (RouteGroup group : plan.routeGroups()) {
            if (group.destinations().contains(destination)) {
                vpc.routeTables().values().stream()
                        .filter(table -> !table.isOfGateway()
                                && isSelected(table, group.tables())
                                && group.share().includes(zones(table, vpc)))
                        .forEach(table -> holders.put(table.id(), group));
            }
        }
        return holders;
    }

    private static boolean isSelected(RouteTable table, RouteTableSelection selection) {
        return switch (selection) {
            case RouteTableSelection.All all -> true;
            case RouteTableSelection.Ids(List<String> ids) -> ids.contains(table.id());
            case RouteTableSelection.Tags(Map<String, String> tags) ->
                table.tags().entrySet().containsAll(tags.entrySet());
        };
    }

    private static Set<String> zones(RouteTable table, Vpc vpc) {
        return vpc.subnets().values().stream()
                .filter(subnet -> vpc.tableOf(subnet).filter(table::equals).isPresent())
                .map(Subnet::zone)
                .collect(Collectors.toSet());
    }
}

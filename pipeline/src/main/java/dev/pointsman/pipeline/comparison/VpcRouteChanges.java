package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.pointsman.pipeline.comparison.Comparison.VpcRoute;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.TableShare;

/** Which entries of VPC route tables come, go or may point elsewhere. */
final class VpcRouteChanges {

    private final List<VpcRoute> routes = new ArrayList<>();

    private VpcRouteChanges() {}

    static List<VpcRoute> between(Plan before, Plan after) {
        Map<String, RouteGroup> old = groups(before);
        Map<String, RouteGroup> now = groups(after);
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        VpcRouteChanges changes = new VpcRouteChanges();
        for (String name : names) {
            changes.compare(old.get(name), now.get(name));
        }
        return changes.routes;
    }

    private static Map<String, RouteGroup> groups(Plan plan) {
        Map<String, RouteGroup> groups = new TreeMap<>();
        plan.routeGroups().forEach(group -> groups.put(group.name(), group));
        return groups;
    }

    private void compare(RouteGroup old, RouteGroup now) {
        if (old == null) {
            now.destinations()
                    .forEach(to -> add(now, to, VpcRoute.Action.CREATED, "route group " + now.name() + " is new"));
            return;
        }
        if (now == null) {
            old.destinations()
                    .forEach(to -> add(
                            old, to, VpcRoute.Action.REMOVED, "there is no route group " + old.name() + " any more"));
            return;
        }
        for (String to : old.destinations()) {
            if (!now.destinations().contains(to)) {
                add(old, to, VpcRoute.Action.REMOVED, "no Gateway has this address any more");
            }
        }
        for (String to : now.destinations()) {
            if (!old.destinations().contains(to)) {
                add(now, to, VpcRoute.Action.CREATED, "a Gateway has this address now");
            } else {
                kept(old, now, to);
            }
        }
    }

    private void kept(RouteGroup old, RouteGroup now, String to) {
        if (!old.tables().equals(now.tables()) || !old.share().equals(now.share())) {
            tables(old, now, to);
        }
        String first = old.nodeOrder().getFirst();
        if (!now.nodeOrder().getFirst().equals(first)) {
            add(
                    now,
                    to,
                    VpcRoute.Action.REPLACED,
                    "it points at " + now.nodeOrder().getFirst() + " instead of " + first
                            + " while all nodes are well");
        }
    }

    private void tables(RouteGroup old, RouteGroup now, String to) {
        if (old.tables() instanceof RouteTableSelection.Ids(List<String> before)
                && now.tables() instanceof RouteTableSelection.Ids(List<String> after)) {
            for (String id : before) {
                if (!after.contains(id)) {
                    routes.add(new VpcRoute(
                            now.name(), to, id, VpcRoute.Action.REMOVED, "the table is not selected any more"));
                }
            }
            for (String id : after) {
                if (!before.contains(id)) {
                    routes.add(new VpcRoute(now.name(), to, id, VpcRoute.Action.CREATED, "the table is selected now"));
                }
            }
            return;
        }
        add(
                now,
                to,
                VpcRoute.Action.REPLACED,
                "the selection of tables was " + words(old)
                        + ": entries are created where there are none, and removed where none belongs any more");
    }

    private void add(RouteGroup group, String destination, VpcRoute.Action action, String why) {
        routes.add(new VpcRoute(group.name(), destination, words(group), action, why));
    }

    private static String words(RouteGroup group) {
        String tables = switch (group.tables()) {
            case RouteTableSelection.All ignored -> "every route table";
            case RouteTableSelection.Ids(List<String> ids) -> String.join(", ", ids);
            case RouteTableSelection.Tags(Map<String, String> tags) -> "route tables tagged " + tags;
        };
        return tables + (group.share() instanceof TableShare.OfZone zone ? " of zone " + zone.zone() : "");
    }
}

package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.pipeline.comparison.Comparison.VpcRoute;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.TableShare;
import dev.pointsman.pipeline.plan.value.Ipv4Block;

/** Which entries of VPC route tables come, go or may point elsewhere, where nothing is known of the VPC: in the words of its Fleet. */
final class VpcRouteChanges {

    private final List<VpcRoute> routes = new ArrayList<>();

    private VpcRouteChanges() {}

    static List<VpcRoute> between(Plan before, Plan after) {
        SortedSet<String> destinations = new TreeSet<>();
        Stream.of(before, after)
                .flatMap(plan -> plan.routeGroups().stream())
                .forEach(group -> destinations.addAll(group.destinations()));
        VpcRouteChanges changes = new VpcRouteChanges();
        for (String to : destinations) {
            changes.compare(to, groups(before, to), groups(after, to), after);
        }
        return changes.routes;
    }

    private static List<RouteGroup> groups(Plan plan, String destination) {
        return plan.routeGroups().stream()
                .filter(group -> group.destinations().contains(destination))
                .toList();
    }

    private void compare(String to, List<RouteGroup> old, List<RouteGroup> now, Plan after) {
        if (now.isEmpty()) {
            old.forEach(group -> add(group, to, VpcRoute.Action.REMOVED, whyGone(to, after)));
        }
        for (RouteGroup group : now) {
            Optional<RouteGroup> same = old.stream()
                    .filter(other -> other.name().equals(group.name()))
                    .findFirst();
            if (old.isEmpty()) {
                add(group, to, VpcRoute.Action.CREATED, whyNew(to) + "; it points at " + first(group));
            } else if (same.isPresent()) {
                kept(same.get(), group, to);
            } else {
                String others = old.stream().map(RouteGroup::name).collect(Collectors.joining(", "));
                add(
                        group,
                        to,
                        VpcRoute.Action.REPLACED,
                        "route group " + group.name() + " holds it instead of " + others + "; it points at "
                                + first(group) + " while all nodes are well");
            }
        }
    }

    /** Why an entry goes that no route group holds any more. */
    static String whyGone(String to, Plan after) {
        Ipv4Block block = Ipv4Block.parse(to);
        return after.routeGroups().stream()
                .flatMap(group -> group.destinations().stream())
                .filter(other -> Ipv4Block.parse(other).contains(block))
                .findFirst()
                .map(wider -> wider + " takes its place")
                .orElse("no Gateway has this address any more");
    }

    /** Why an entry comes that no route group held. */
    static String whyNew(String to) {
        return to.endsWith("/32") ? "a Gateway has this address now" : "it is the Fleet's range now";
    }

    /** Why an entry may point elsewhere. */
    static String whyMoved(RouteGroup old, RouteGroup now) {
        return "it points at " + first(now) + " instead of " + first(old) + " while all nodes are well";
    }

    /** The node that the entries point at while all nodes are well. */
    static String first(RouteGroup group) {
        return group.nodeOrder().getFirst();
    }

    private void kept(RouteGroup old, RouteGroup now, String to) {
        if (!old.tables().equals(now.tables()) || !old.share().equals(now.share())) {
            tables(old, now, to);
        }
        if (!first(now).equals(first(old))) {
            add(now, to, VpcRoute.Action.REPLACED, whyMoved(old, now));
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

package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.pointsman.pipeline.comparison.Comparison.Action;
import dev.pointsman.pipeline.comparison.Comparison.Item;
import dev.pointsman.pipeline.comparison.fact.PlanFacts;
import dev.pointsman.pipeline.plan.Plan;

/**
 * Which listeners, routes and backends come, go or change.
 *
 * <p>What differs in the facts about them is what changed. So the order in files says nothing, and a rule that moves within its route does
 * not count as another rule.
 */
final class ItemChanges {

    private final List<Item> items = new ArrayList<>();

    private ItemChanges() {}

    static List<Item> between(Plan before, Plan after) {
        PlanFacts old = PlanFacts.of(before);
        PlanFacts now = PlanFacts.of(after);
        ItemChanges changes = new ItemChanges();
        changes.compare("listener", old.listeners(), now.listeners());
        changes.compare("route", old.routes(), now.routes());
        changes.compare("backend", old.backends(), now.backends());
        return changes.items;
    }

    private void compare(String kind, Map<String, SortedSet<String>> before, Map<String, SortedSet<String>> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Set<String> old = before.get(name);
            Set<String> now = after.get(name);
            if (old == null) {
                items.add(new Item(Action.ADDED, kind, name, List.copyOf(now)));
            } else if (now == null) {
                items.add(new Item(Action.REMOVED, kind, name, List.of()));
            } else if (!old.equals(now)) {
                List<String> details = new ArrayList<>();
                old.stream().filter(fact -> !now.contains(fact)).forEach(fact -> details.add("- " + fact));
                now.stream().filter(fact -> !old.contains(fact)).forEach(fact -> details.add("+ " + fact));
                items.add(new Item(Action.CHANGED, kind, name, details));
            }
        }
    }
}

package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

import dev.pointsman.pipeline.comparison.Comparison.Item;
import dev.pointsman.pipeline.comparison.Comparison.NodeStep;
import dev.pointsman.pipeline.haproxy.HaproxyRenderer;
import dev.pointsman.pipeline.haproxy.Stamp;
import dev.pointsman.pipeline.keepalived.KeepalivedRenderer;
import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;

/**
 * What each node does about a change: the one place that decides it for people who have not merged yet.
 *
 * <p>It renders both plans as the node would. Same files: nothing. Different files for HAProxy: a reload. What the
 * Runtime API can carry out instead belongs in {@link #haproxy}, which has the items and the files at hand; everything else here is told it.
 */
final class NodeChanges {

    private final Plan before;
    private final Plan after;
    private final List<Item> items;
    private final NodeLayout layout = new NodeLayout(java.nio.file.Path.of("/"));

    NodeChanges(Plan before, Plan after, List<Item> items) {
        this.before = before;
        this.after = after;
        this.items = items;
    }

    List<NodeStep> steps() {
        List<NodeStep> steps = new ArrayList<>();
        NodeStep.Action haproxy = haproxy(files(before), files(after));
        for (Node node : after.fleet().nodes()) {
            Optional<Node> old = find(before.fleet(), node.name());
            if (old.isEmpty()) {
                steps.add(new NodeStep(
                        node.name(),
                        NodeStep.Action.JOINS,
                        List.of("it is new in the fleet"),
                        List.of("it is a new node")));
            } else {
                steps.add(new NodeStep(node.name(), haproxy, reasons(haproxy), install(node)));
            }
        }
        for (Node node : before.fleet().nodes()) {
            if (find(after.fleet(), node.name()).isEmpty()) {
                steps.add(new NodeStep(
                        node.name(), NodeStep.Action.LEAVES, List.of("it is in the fleet no more"), List.of()));
            }
        }
        return steps;
    }

    private static NodeStep.Action haproxy(SortedMap<String, String> old, SortedMap<String, String> now) {
        return old.equals(now) ? NodeStep.Action.NOTHING : NodeStep.Action.RELOAD;
    }

    private SortedMap<String, String> files(Plan plan) {
        return HaproxyRenderer.render(plan, Stamp.BLANK, layout);
    }

    private List<String> reasons(NodeStep.Action action) {
        if (action == NodeStep.Action.NOTHING) {
            return List.of("HAProxy's files stay as they are");
        }
        List<String> reasons = new ArrayList<>();
        for (Item item : items) {
            reasons.add(item.kind() + " " + item.name() + " is "
                    + item.action().name().toLowerCase(java.util.Locale.ROOT));
        }
        return reasons.isEmpty() ? List.of("HAProxy's files differ") : reasons;
    }

    /** Root's part: keepalived's file, and addresses that the machine does not have yet. */
    private List<String> install(Node node) {
        List<String> reasons = new ArrayList<>();
        if (!keepalived(before, node).equals(keepalived(after, node))) {
            reasons.add("keepalived.conf changes");
        }
        Set<String> vips = new TreeSet<>(after.addresses());
        vips.removeAll(before.addresses());
        vips.stream()
                .filter(vip -> after.ranges().stream().noneMatch(range -> range.contains(vip)))
                .forEach(vip -> reasons.add("the machine needs the VIP " + vip));
        after.ranges().stream()
                .filter(range -> !before.ranges().contains(range))
                .forEach(range -> reasons.add("the machine has to accept the range " + range));
        return reasons;
    }

    private String keepalived(Plan plan, Node node) {
        return KeepalivedRenderer.render(plan, node.name(), layout, "eth0", KeepalivedVersion.OLDEST);
    }

    private static Optional<Node> find(Fleet fleet, String name) {
        return fleet.nodes().stream().filter(node -> node.name().equals(name)).findFirst();
    }
}

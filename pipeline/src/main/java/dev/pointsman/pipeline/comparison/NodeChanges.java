package dev.pointsman.pipeline.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.pointsman.pipeline.change.Capabilities;
import dev.pointsman.pipeline.change.Change;
import dev.pointsman.pipeline.change.ChangeDecision;
import dev.pointsman.pipeline.change.ProxyFiles;
import dev.pointsman.pipeline.change.ReloadReason;
import dev.pointsman.pipeline.change.RuntimeEdit;
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
 * What each node does about a change: what its agent will decide, told to people who have not merged yet.
 *
 * <p>It renders both plans as the node would and asks {@link ChangeDecision}, as the agent does, so the two cannot differ in how they
 * decide. They may differ in what they know. Which commands a node's HAProxy has is not known before the merge: those of the oldest that is
 * supported, {@value #OLDEST_HAPROXY}, are assumed, and every later one has them, too. And a worker of which its agent knows too little, or
 * which refuses a command, is reloaded in any case.
 */
final class NodeChanges {

    private static final String OLDEST_HAPROXY = "2.6";

    private final Plan before;
    private final Plan after;
    private final NodeLayout layout = new NodeLayout(Path.of("/"));

    NodeChanges(Plan before, Plan after) {
        this.before = before;
        this.after = after;
    }

    List<NodeStep> steps() {
        List<NodeStep> steps = new ArrayList<>();
        // No file of HAProxy's names the node that it is for.
        Change haproxy = ChangeDecision.between(files(before), files(after), Capabilities.ALL);
        for (Node node : after.fleet().nodes()) {
            Optional<Node> old = find(before.fleet(), node.name());
            if (old.isEmpty()) {
                steps.add(new NodeStep(
                        node.name(),
                        NodeStep.Action.JOINS,
                        List.of("it is new in the fleet"),
                        List.of("it is a new node")));
            } else {
                steps.add(new NodeStep(node.name(), action(haproxy), reasons(haproxy), install(node)));
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

    private ProxyFiles files(Plan plan) {
        return ProxyFiles.of(HaproxyRenderer.render(plan, Stamp.BLANK, layout));
    }

    private static NodeStep.Action action(Change change) {
        return switch (change) {
            case Change.Nothing nothing -> NodeStep.Action.NOTHING;
            case Change.AtRunTime atRunTime -> NodeStep.Action.RUNTIME;
            case Change.Reload reload -> NodeStep.Action.RELOAD;
        };
    }

    private static List<String> reasons(Change change) {
        return switch (change) {
            case Change.Nothing nothing -> List.of("HAProxy's files stay as they are");
            case Change.AtRunTime atRunTime ->
                atRunTime.edits().stream().map(RuntimeEdit::sentence).distinct().toList();
            case Change.Reload reload ->
                reload.reasons().stream().map(ReloadReason::sentence).toList();
        };
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

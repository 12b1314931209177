package dev.pointsman.agent.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.agent.ec2.Route;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * A fleet of a size, and what its nodes have to hold; made once, because making it takes longer than running it.
 *
 * @param nodes how many; node 0 stands first in the order
 * @param tables how many route tables
 * @param assignments one for each node
 */
record Shape(int nodes, int tables, List<Assignment> assignments) {

    static final String GROUP = "edge";
    static final String PLACEHOLDER = "169.254.77.1";
    static final String VIP = "10.99.0.10/32";
    static final int MOST_NODES = 4;
    static final int MOST_TABLES = 3;

    /** An interface of nobody in the fleet. */
    static final int OUTSIDE = MOST_NODES;

    static final int MISSING = -1;

    private static final Shape[][] SHAPES = new Shape[MOST_NODES + 1][MOST_TABLES + 1];

    static {
        for (int nodes = 2; nodes <= MOST_NODES; nodes++) {
            for (int tables = 1; tables <= MOST_TABLES; tables++) {
                SHAPES[nodes][tables] = make(nodes, tables);
            }
        }
    }

    static Shape of(int nodes, int tables) {
        return SHAPES[nodes][tables];
    }

    static String nodeName(int node) {
        return node == OUTSIDE ? "outside" : node == MISSING ? "missing" : "node-" + (char) ('a' + node);
    }

    static String interfaceOf(int node) {
        return "eni-0000000" + node;
    }

    static String tableName(int table) {
        return "rtb-0000000" + table;
    }

    /** The destination of a node's witness. */
    String witness(int node) {
        Assignment any = assignments.getFirst();
        return any.groups().getFirst().witness(any.fleet().name(), nodeName(node));
    }

    /** An entry as EC2 describes it. */
    static Route route(String destination, int target, boolean isBlackhole) {
        return new Route(destination, interfaceOf(target), isBlackhole);
    }

    private static Shape make(int nodes, int tables) {
        List<Node> fleet = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            fleet.add(new Node(nodeName(node), "zone-" + node, "10.20." + node + ".10", interfaceOf(node)));
        }
        List<String> ids = new ArrayList<>();
        for (int table = 0; table < tables; table++) {
            ids.add(tableName(table));
        }
        RouteGroup group = new RouteGroup(
                GROUP,
                11,
                List.of(VIP),
                new RouteTableSelection.Ids(ids),
                fleet.stream().map(Node::name).toList(),
                PLACEHOLDER);
        List<Assignment> assignments = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            assignments.add(new Assignment(
                            new Fleet(
                                    new ResourceName("edge", "fleet"),
                                    "eu-central-1",
                                    "vpc-00000001",
                                    fleet,
                                    new VrrpTiming(Duration.ofSeconds(1), Duration.ZERO)),
                            nodeName(node),
                            List.of(group),
                            new TreeMap<>())
                    .with(Map.of(GROUP, ids)));
        }
        return new Shape(nodes, tables, List.copyOf(assignments));
    }
}

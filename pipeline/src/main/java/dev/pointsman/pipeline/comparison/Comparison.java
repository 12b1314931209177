package dev.pointsman.pipeline.comparison;

import java.util.List;

/**
 * What differs between two plans, and what comes of it.
 *
 * @param items listeners, routes and backends
 * @param traffic requests and connections that somebody else answers
 * @param nodes what each node does; every node of either fleet
 * @param routes entries of VPC route tables
 * @param radius how far it reaches
 */
public record Comparison(
        List<Item> items, List<Traffic> traffic, List<NodeStep> nodes, List<VpcRoute> routes, Radius radius) {

    public Comparison {
        items = List.copyOf(items);
        traffic = List.copyOf(traffic);
        nodes = List.copyOf(nodes);
        routes = List.copyOf(routes);
    }

    /** Whether nobody has anything to do. */
    public boolean isNoChange() {
        return items.isEmpty()
                && traffic.isEmpty()
                && routes.isEmpty()
                && nodes.stream()
                        .allMatch(node -> node.action() == NodeStep.Action.NOTHING
                                && node.install().isEmpty());
    }

    /** What happens to a thing. */
    public enum Action {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * A thing of the plan.
     *
     * @param kind {@code listener}, {@code route}, {@code backend}
     * @param name its full name
     * @param details what of it; nothing needs to be said of what is added or removed
     */
    public record Item(Action action, String kind, String name, List<String> details) {
        public Item {
            details = List.copyOf(details);
        }
    }

    /**
     * Requests, or connections, that are answered in another way.
     *
     * @param who which ones: {@code requests to shop.example.com with header x-version: v2}
     * @param before who answers today, to follow "instead of"
     * @param after who will answer: {@code go to shop/v3:80}
     * @param example one of them; empty when all of a port are meant
     */
    public record Traffic(String who, String before, String after, String example) {
        /** {@code requests to shop.example.com with header x-version: v2 go to shop/v3:80 instead of shop/v2:80}. */
        public String sentence() {
            boolean reads = before.startsWith("instead") && !after.contains(",");
            return who + " " + after + (reads ? " " : ", ") + before;
        }
    }

    /**
     * What a node does.
     *
     * @param why one sentence for each reason
     * @param install why {@code pointsman install} has to be run there, as root; empty when it has not
     */
    public record NodeStep(String node, Action action, List<String> why, List<String> install) {
        public NodeStep {
            why = List.copyOf(why);
            install = List.copyOf(install);
        }

        /** The cheapest action that is enough. */
        public enum Action {
            NOTHING,
            /** HAProxy is told through its Runtime API; nothing is reloaded. */
            RUNTIME,
            /** HAProxy is reloaded, seamlessly. */
            RELOAD,
            /** The node is new in the fleet. */
            JOINS,
            /** The node is in the fleet no more. */
            LEAVES
        }
    }

    /**
     * An entry of route tables.
     *
     * @param destination a CIDR block
     * @param tables which tables, in words; the id of one table where the VPC is known
     * @param action what becomes of the entries
     * @param why in a few words
     */
    public record VpcRoute(String group, String destination, String tables, Action action, String why) {
        /** What becomes of an entry. */
        public enum Action {
            CREATED,
            /** It may point at another node afterwards, or be in other tables. */
            REPLACED,
            REMOVED
        }
    }

    /**
     * How far a change reaches.
     *
     * @param rules whose example is answered in another way, of all rules of both plans
     * @param hosts of which at least one such rule is, of all hosts that rules name
     * @param reloads nodes that reload, of all
     * @param runtime nodes that are told by commands, of all
     */
    public record Radius(
            int rules, int allRules, int hosts, int allHosts, int reloads, int runtime, int allNodes, int vpcRoutes) {}
}

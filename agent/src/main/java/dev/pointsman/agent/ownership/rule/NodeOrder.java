package dev.pointsman.agent.ownership.rule;

import java.util.List;

/**
 * Who stands before whom in a group, which settles every contest between two nodes that believe to be MASTER.
 *
 * @param nodes the group's nodes; the first stands before all others
 */
public record NodeOrder(List<String> nodes) {

    public NodeOrder {
        nodes = List.copyOf(nodes);
    }

    /** Whether one node stands before the other. A node that is not in the order stands behind all that are. */
    public boolean isBefore(String one, String other) {
        return rank(one) < rank(other);
    }

    private int rank(String node) {
        int rank = nodes.indexOf(node);
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }
}

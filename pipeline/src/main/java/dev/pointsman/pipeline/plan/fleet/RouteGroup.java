package dev.pointsman.pipeline.plan.fleet;

import java.util.List;

import dev.pointsman.pipeline.plan.value.Ipv4;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * The (destinations x route tables) that move together, backed by one VRRP instance.
 *
 * @param name unique in the fleet; the VRRP instance's name
 * @param virtualRouterId 1 to 255 (RFC 5798 section 5.2.3), unique in the fleet
 * @param destinations VIPs as CIDR blocks, for instance {@code 10.99.0.10/32}; sorted
 * @param tables which route tables hold an entry for each destination
 * @param share which of those are this group's
 * @param nodeOrder the fleet's node names; the first has the highest priority
 * @param placeholder the link-local address that keepalived adds while this node is MASTER, dotted IPv4; unique in the fleet
 */
public record RouteGroup(
        String name,
        int virtualRouterId,
        List<String> destinations,
        RouteTableSelection tables,
        TableShare share,
        List<String> nodeOrder,
        String placeholder) {

    /**
     * As many nodes as priorities allow: with both marks that lower a priority ({@link #demotion}) the last of them still has a valid one.
     */
    public static final int MOST_NODES = 20;

    /** Where the {@linkplain #witness witnesses} are: what RFC 2544 sets apart for benchmarks, its lower half. */
    public static final Ipv4Block WITNESSES = Ipv4Block.parse("198.18.0.0/16");

    /** Between two neighbours in the node order there is room for what lowers a priority for a while. */
    private static final int STEP = 4;

    private static final int HIGHEST = 240;

    /** A group to which all of the selected tables belong. */
    public RouteGroup(
            String name,
            int virtualRouterId,
            List<String> destinations,
            RouteTableSelection tables,
            List<String> nodeOrder,
            String placeholder) {
        this(name, virtualRouterId, destinations, tables, new TableShare.Whole(), nodeOrder, placeholder);
    }

    public RouteGroup {
        if (!ResourceName.isNamespace(name)) {
            throw new IllegalArgumentException("route group name \"" + name + "\" is not a DNS-1123 label");
        }
        if (virtualRouterId < 1 || virtualRouterId > 255) {
            throw new IllegalArgumentException("virtual router id " + virtualRouterId + " is not between 1 and 255");
        }
        destinations = destinations.stream().distinct().sorted().toList();
        nodeOrder = List.copyOf(nodeOrder);
        if (nodeOrder.isEmpty() || nodeOrder.size() > MOST_NODES) {
            throw new IllegalArgumentException(
                    "a route group has 1 to " + MOST_NODES + " nodes, not " + nodeOrder.size());
        }
        Ipv4.require(placeholder);
    }

    /** The same group with other destinations. */
    public RouteGroup with(List<String> others) {
        return new RouteGroup(name, virtualRouterId, others, tables, share, nodeOrder, placeholder);
    }

    /** The VRRP priority of a node, 1 to 254: 240 for the first in the order, 4 less for each that follows. */
    public int priorityOf(String node) {
        int rank = nodeOrder.indexOf(node);
        if (rank < 0) {
            throw new IllegalArgumentException("route group " + name + " has no node \"" + node + "\"");
        }
        return HIGHEST - STEP * rank;
    }

    /**
     * The destination that no client uses, by which a node finds out whether another that believes to be MASTER as well lives; a CIDR block.
     *
     * <p>Each node of a group has its own, in a block of 64 that is drawn by hash from 198.18.0.0/16, half of what RFC 2544 sets apart for
     * benchmarks: outside every VPC that follows the rules, accepted by EC2 as a destination (unlike 169.254.0.0/16, parts of which are
     * reserved), and stable, because it depends on nothing but the names and the node order. Two groups that share route tables share
     * witnesses once in 1,024 pairs; then a test may say less than it could, and never that a living node is dead.
     *
     * @param fleet the fleet that has this group
     * @param node one of the group's nodes
     */
    public String witness(ResourceName fleet, String node) {
        int rank = nodeOrder.indexOf(node);
        if (rank < 0) {
            throw new IllegalArgumentException("route group " + name + " has no node \"" + node + "\"");
        }
        // String's hash is specified (java.lang.String); names that differ in their last letter differ in its lowest
        // bits alone, so
        // these are spread over all of it (Knuth, TAOCP 6.4, multiplicative hashing).
        int spread = (fleet + "/" + name).hashCode() * 0x9e3779b9;
        int drawn = ((spread >>> 16) & 0xffc0) + rank;
        return "198.18." + (drawn >> 8) + "." + (drawn & 0xff) + "/32";
    }

    /**
     * By how much a node's priority falls while it cannot do its work: more than from the first node to the last. Whoever can work stands
     * before everybody who cannot, and where nobody can, the order is as before and nothing moves.
     */
    public int demotion() {
        return STEP * nodeOrder.size();
    }
}

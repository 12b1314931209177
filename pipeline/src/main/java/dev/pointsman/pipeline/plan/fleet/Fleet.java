package dev.pointsman.pipeline.plan.fleet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * The nodes that serve the same definitions, and the VPC whose routes they hold.
 *
 * @param name the Fleet resource
 * @param region the AWS region, for instance {@code eu-central-1}
 * @param vpcId the VPC, {@code vpc-…}
 * @param nodes in the order that gives the priorities: the first serves when all are well; at least one, names and addresses distinct
 * @param vrrp how fast a dead node is noticed
 * @param reportPort where the fleet's agents report to each other, 1 to 65535
 */
public record Fleet(ResourceName name, String region, String vpcId, List<Node> nodes, VrrpTiming vrrp, int reportPort) {

    /** Where agents report unless the Fleet says otherwise. */
    public static final int DEFAULT_REPORT_PORT = 9180;

    /** A fleet whose agents report at the usual port. */
    public Fleet(ResourceName name, String region, String vpcId, List<Node> nodes, VrrpTiming vrrp) {
        this(name, region, vpcId, nodes, vrrp, DEFAULT_REPORT_PORT);
    }

    public Fleet {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("fleet " + name + " has no node");
        }
        if (reportPort < 1 || reportPort > 65535) {
            throw new IllegalArgumentException("report port " + reportPort + " is not between 1 and 65535");
        }
        Set<String> seen = new HashSet<>();
        for (Node node : nodes) {
            if (!seen.add(node.name()) || !seen.add(node.address()) || !seen.add(node.interfaceId())) {
                throw new IllegalArgumentException(
                        "node \"" + node.name() + "\" shares its name, address or interface with another");
            }
        }
    }

    /** The node of that name. Throws IllegalArgumentException, naming those there are, when there is none. */
    public Node node(String wanted) {
        return nodes.stream()
                .filter(node -> node.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("fleet " + name + " has no node \"" + wanted
                        + "\"; its nodes are "
                        + String.join(", ", nodes.stream().map(Node::name).toList())));
    }
}

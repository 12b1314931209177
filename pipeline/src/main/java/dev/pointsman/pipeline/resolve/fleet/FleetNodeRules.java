package dev.pointsman.pipeline.resolve.fleet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.resolve.reference.AddressRules;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition.Node;

/** Whether a Fleet's nodes can be a fleet, as far as that can be told without its VPC. */
final class FleetNodeRules {

    private final AddressRules addresses;
    private final Findings findings;

    FleetNodeRules(AddressRules addresses, Findings findings) {
        this.addresses = addresses;
        this.findings = findings;
    }

    void check(FleetDefinition fleet) {
        requireDistinct(fleet, "name", Node::name);
        requireDistinct(fleet, "address", Node::address);
        requireOwnInterfaces(fleet);
        fleet.nodes().forEach(node -> requireUnicast(node.address()));
        requireSeveralZones(fleet);
    }

    private void requireDistinct(FleetDefinition fleet, String what, Function<Node, Located<String>> field) {
        Map<String, Node> seen = new HashMap<>();
        for (Node node : fleet.nodes()) {
            Node first = seen.putIfAbsent(field.apply(node).value(), node);
            if (first != null) {
                refuseSecond(what, field.apply(first), field.apply(node));
            }
        }
    }

    private void refuseSecond(String what, Located<String> first, Located<String> second) {
        findings.error(
                FindingCode.DUPLICATE_NAME,
                second.origin(),
                "the " + what + " " + Quoted.of(second.value()) + " is another node's already ("
                        + first.origin().place() + ")",
                "Every node has its own.");
    }

    /** What works in one data centre, an interface that moves to the node that serves, stops at the zone. */
    private void requireOwnInterfaces(FleetDefinition fleet) {
        Map<String, Node> seen = new HashMap<>();
        for (Node node : fleet.nodes()) {
            Node first = seen.putIfAbsent(node.interfaceId().value(), node);
            if (first == null) {
                continue;
            }
            if (first.zone().value().equals(node.zone().value())) {
                refuseSecond("interface", first.interfaceId(), node.interfaceId());
            } else {
                findings.error(
                        FindingCode.SHARED_INTERFACE,
                        node.interfaceId().origin(),
                        "network interface " + Quoted.of(node.interfaceId().value()) + " is that of node "
                                + Quoted.of(first.name().value()) + " in zone "
                                + Quoted.of(first.zone().value()) + " ("
                                + first.interfaceId().origin().place()
                                + "); an interface never leaves the zone of its subnet, so it cannot be shared or moved"
                                + " between them",
                        "Name each node's own interface: the route moves, not the interface.");
            }
        }
    }

    private void requireUnicast(Located<String> address) {
        int firstOctet = Integer.parseInt(address.value().split("\\.")[0]);
        if (firstOctet >> 4 == 0xe) {
            findings.error(
                    FindingCode.MULTICAST_VRRP,
                    address.origin(),
                    Quoted.of(address.value())
                            + " is a multicast address, and a VPC carries no multicast between its instances",
                    "Write the node's own private address: the nodes speak unicast VRRP to each other.");
        } else {
            addresses.require(address, "a node's address");
        }
    }

    private void requireSeveralZones(FleetDefinition fleet) {
        List<String> zones = fleet.nodes().stream()
                .map(node -> node.zone().value())
                .distinct()
                .toList();
        if (fleet.nodes().size() > 1 && zones.size() == 1) {
            findings.warning(
                    FindingCode.ONE_ZONE,
                    fleet.nodes().getFirst().zone().origin(),
                    "all " + fleet.nodes().size() + " nodes are in zone " + Quoted.of(zones.getFirst())
                            + ", so the VIPs fail with it",
                    "Put nodes into several zones.");
        }
    }
}

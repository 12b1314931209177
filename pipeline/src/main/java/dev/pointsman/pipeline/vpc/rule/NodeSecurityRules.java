package dev.pointsman.pipeline.vpc.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition.Node;
import dev.pointsman.pipeline.vpc.NetworkInterface;
import dev.pointsman.pipeline.vpc.Section;
import dev.pointsman.pipeline.vpc.SecurityGroup;
import dev.pointsman.pipeline.vpc.Subnet;

/** What the nodes' security groups let through: VRRP and reports between nodes, clients to the listeners. */
final class NodeSecurityRules {

    private final FleetInVpc subject;
    private final Findings findings;

    private NodeSecurityRules(FleetInVpc subject, Findings findings) {
        this.subject = subject;
        this.findings = findings;
    }

    static void check(FleetInVpc subject, Findings findings) {
        if (subject.facts().knows(Section.SECURITY_GROUPS) && subject.facts().knows(Section.NETWORK_INTERFACES)) {
            NodeSecurityRules rules = new NodeSecurityRules(subject, findings);
            rules.requireWays(
                    FindingCode.VRRP_BLOCKED,
                    SecurityGroup.VRRP,
                    0,
                    "VRRP (protocol 112)",
                    "each believes that it is alone, and both claim the VIPs");
            rules.requireWays(
                    FindingCode.REPORT_BLOCKED,
                    SecurityGroup.TCP,
                    subject.fleet().reportPort(),
                    "TCP " + subject.fleet().reportPort(),
                    "the one cannot ask the other's agent, and \"pointsman status\" does not show it");
            subject.ports().forEach(rules::requireClients);
        }
    }

    /** From every node to every other. */
    private void requireWays(FindingCode code, String protocol, int port, String what, String otherwise) {
        Map<Node, NetworkInterface> nodes = subject.nodes();
        nodes.forEach((to, receiver) -> {
            Set<String> unheard = new TreeSet<>();
            Set<String> unsent = new TreeSet<>();
            nodes.forEach((from, sender) -> {
                if (from.equals(to)) {
                    return;
                }
                if (!Passage.into(subject.vpc(), receiver).allows(protocol, port, address(from), sender.groupIds())) {
                    unheard.add(Quoted.of(from.name().value()));
                }
                if (!Passage.outOf(subject.vpc(), receiver).allows(protocol, port, address(from), sender.groupIds())) {
                    unsent.add(Quoted.of(from.name().value()));
                }
            });
            tell(code, to, receiver, "in from", what, unheard, otherwise);
            tell(code, to, receiver, "out to", what, unsent, otherwise);
        });
    }

    private void tell(
            FindingCode code,
            Node node,
            NetworkInterface known,
            String direction,
            String what,
            Set<String> others,
            String otherwise) {
        if (others.isEmpty()) {
            return;
        }
        String message = "the security groups of node " + Quoted.of(node.name().value()) + " ("
                + String.join(", ", known.groupIds()) + ") do not let " + what + " " + direction + " "
                + Suggestion.list(others) + "; so " + otherwise;
        String hint = "Allow it, best for the nodes' own security group.";
        if (code.weight() == FindingCode.Weight.REMARK) {
            findings.warning(code, node.interfaceId().origin(), message, hint);
        } else {
            findings.error(code, node.interfaceId().origin(), message, hint);
        }
    }

    private static Ipv4Block address(Node node) {
        return Ipv4Block.around(node.address().value());
    }

    /** From every subnet with clients at least some must get in, at every node: which node serves is not theirs to choose. */
    private void requireClients(int port, Origin origin) {
        List<NetworkInterface> clients = subject.clients();
        List<String> shut = new ArrayList<>();
        for (Subnet subnet : subject.coveredSubnets()) {
            Set<String> groups = clients.stream()
                    .filter(client -> client.subnetId().equals(subnet.id()))
                    .flatMap(client -> client.groupIds().stream())
                    .collect(Collectors.toSet());
            boolean hasClients =
                    clients.stream().anyMatch(client -> client.subnetId().equals(subnet.id()));
            List<String> closed = subject.nodes().entrySet().stream()
                    .filter(node -> !Passage.into(subject.vpc(), node.getValue())
                            .allowsSome(SecurityGroup.TCP, port, subnet.cidr(), groups))
                    .map(node -> Quoted.of(node.getKey().name().value()))
                    .toList();
            if (hasClients && !closed.isEmpty()) {
                shut.add(subnet.id() + " (" + subnet.cidr() + ") at " + String.join(", ", closed));
            }
        }
        if (!shut.isEmpty()) {
            findings.warning(
                    FindingCode.LISTENER_BLOCKED,
                    origin,
                    "the nodes' security groups let nobody in on TCP " + port + " from "
                            + (shut.size() == 1 ? "subnet " : "subnets ") + Suggestion.list(shut),
                    "Allow the port from there, if there are clients of these VIPs.");
        }
    }
}

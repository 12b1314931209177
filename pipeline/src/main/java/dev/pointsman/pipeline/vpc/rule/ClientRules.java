package dev.pointsman.pipeline.vpc.rule;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.NetworkInterface;
import dev.pointsman.pipeline.vpc.Section;
import dev.pointsman.pipeline.vpc.SecurityGroup;

/**
 * What clients' security groups let out.
 *
 * <p>Told are only those who may speak to the rest of the VPC, or to the nodes, on a listener's port and not to the VIP: they look as if they
 * had been meant to. A rule that names the nodes' security group does not help, since a VIP is no address of the nodes' interfaces (Amazon
 * VPC User Guide, "Security group referencing").
 */
final class ClientRules {

    private ClientRules() {}

    static void check(FleetInVpc subject, Findings findings) {
        if (!subject.facts().knows(Section.SECURITY_GROUPS)) {
            return;
        }
        Set<String> nodesGroups = subject.nodes().values().stream()
                .flatMap(node -> node.groupIds().stream())
                .collect(Collectors.toSet());
        List<NetworkInterface> clients = subject.clients();
        for (Located<Ipv4Block> vip : subject.destinations().values()) {
            for (int port : subject.ports().keySet()) {
                List<NetworkInterface> stopped = clients.stream()
                        .filter(client -> stops(subject, client, vip.value(), port, nodesGroups))
                        .toList();
                if (!stopped.isEmpty()) {
                    Set<String> groups = new TreeSet<>();
                    stopped.forEach(client -> groups.addAll(client.groupIds()));
                    findings.warning(
                            FindingCode.EGRESS_BLOCKED,
                            vip.origin(),
                            "security groups let "
                                    + Suggestion.list(stopped.stream()
                                            .map(NetworkInterface::id)
                                            .toList())
                                    + " out on TCP " + port + " to the VPC, but not to "
                                    + Quoted.of(vip.value().toString())
                                    + ", which lies outside it: " + Suggestion.list(groups),
                            "If they are clients, allow TCP " + port + " to " + vip.value()
                                    + " in their egress rules.");
                }
            }
        }
    }

    private static boolean stops(
            FleetInVpc subject, NetworkInterface client, Ipv4Block vip, int port, Set<String> nodesGroups) {
        Passage out = Passage.outOf(subject.vpc(), client);
        boolean reachesVpc = subject.ranges().stream()
                .anyMatch(range -> out.allowsSome(SecurityGroup.TCP, port, range, nodesGroups));
        return reachesVpc && !out.allows(SecurityGroup.TCP, port, vip, Set.of());
    }
}

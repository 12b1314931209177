package dev.pointsman.pipeline.vpc.rule;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition.Node;
import dev.pointsman.pipeline.vpc.Instance;
import dev.pointsman.pipeline.vpc.NetworkInterface;
import dev.pointsman.pipeline.vpc.Section;

/** The nodes' network interfaces and machines: whether they are what the Fleet says, and can take packets for VIPs. */
final class NodeRules {

    private NodeRules() {}

    static void check(FleetInVpc subject, Findings findings) {
        if (!subject.facts().knows(Section.NETWORK_INTERFACES)) {
            return;
        }
        Set<String> told = new HashSet<>();
        for (Node node : subject.fleet().nodes()) {
            // One that two nodes name is a finding of its own.
            if (!told.add(node.interfaceId().value())) {
                continue;
            }
            NetworkInterface known =
                    subject.vpc().networkInterfaces().get(node.interfaceId().value());
            if (known == null) {
                missing(subject, node, findings);
            } else {
                requireSame(node, known, findings);
                requireRunning(subject, node, known, findings);
                if (known.checksSourceAndDestination()) {
                    findings.warning(
                            FindingCode.SOURCE_DESTINATION_CHECK,
                            node.interfaceId().origin(),
                            "the source/destination check of " + Quoted.of(known.id())
                                    + " is on, so EC2 drops every packet for a VIP",
                            "\"pointsman install\" on the node switches it off.");
                }
            }
        }
    }

    private static void missing(FleetInVpc subject, Node node, Findings findings) {
        String id = node.interfaceId().value();
        String elsewhere = subject.facts()
                .vpcOfInterface(id)
                .map(vpc -> " It is in VPC " + Quoted.of(vpc.id()) + ".")
                .orElse("");
        findings.error(
                FindingCode.NODE_NOT_IN_VPC,
                node.interfaceId().origin(),
                "VPC " + Quoted.of(subject.vpc().id()) + " has no network interface " + Quoted.of(id)
                        + ", and an entry points only at one of its own VPC",
                (Suggestion.nearest(id, subject.vpc().networkInterfaces().keySet())
                                .map(near -> "Did you mean " + Quoted.of(near) + "?")
                                .orElse("Name the network interface that has "
                                        + node.address().value() + ".")
                        + elsewhere));
    }

    private static void requireSame(Node node, NetworkInterface known, Findings findings) {
        if (!known.zone().equals(node.zone().value())) {
            findings.error(
                    FindingCode.NODE_MISMATCH,
                    node.zone().origin(),
                    "network interface " + Quoted.of(known.id()) + " is in zone " + Quoted.of(known.zone()) + ", not "
                            + Quoted.of(node.zone().value()),
                    "A network interface never leaves the zone of its subnet.");
        }
        if (!known.addresses().contains(node.address().value())) {
            findings.error(
                    FindingCode.NODE_MISMATCH,
                    node.address().origin(),
                    "network interface " + Quoted.of(known.id()) + " does not have the address "
                            + Quoted.of(node.address().value()),
                    "It has " + Suggestion.list(known.addresses()) + ".");
        }
    }

    private static void requireRunning(FleetInVpc subject, Node node, NetworkInterface known, Findings findings) {
        String id = Quoted.of(known.id());
        if (known.instanceId().isEmpty()) {
            findings.warning(
                    FindingCode.BLACKHOLE,
                    node.interfaceId().origin(),
                    "network interface " + id
                            + " is attached to no instance, so an entry that points at it is a blackhole",
                    "Attach it.");
            return;
        }
        Optional<Instance> instance =
                Optional.ofNullable(subject.vpc().instances().get(known.instanceId()));
        instance.filter(machine -> !machine.isRunning())
                .ifPresent(machine -> findings.warning(
                        FindingCode.BLACKHOLE,
                        node.interfaceId().origin(),
                        "instance " + Quoted.of(machine.id()) + " of network interface " + id + " is "
                                + Quoted.of(machine.state()) + ", so an entry that points at it is a blackhole",
                        "Start it."));
    }
}

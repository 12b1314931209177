package dev.pointsman.pipeline.vpc.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.vpc.Section;
import dev.pointsman.pipeline.vpc.Vpc;
import dev.pointsman.pipeline.vpc.VpcFacts;

/** Judges fleets by their VPCs: the one list of the rules. */
public final class VpcRules {

    private final VpcFacts facts;
    private final OptionalInt routeQuota;
    private final Findings findings;

    /** @param routeQuota how many entries a route table may have in the account; empty when nobody said */
    public VpcRules(VpcFacts facts, OptionalInt routeQuota, Findings findings) {
        this.facts = facts;
        this.routeQuota = routeQuota;
        this.findings = findings;
    }

    /** Adds everything there is to say about a fleet and the Gateways that it serves. */
    public void check(FleetDefinition fleet, List<GatewayDefinition> gateways) {
        Optional<Vpc> vpc = facts.vpc(fleet.vpcId());
        if (vpc.isEmpty()) {
            findings.error(
                    FindingCode.VPC_NOT_FOUND,
                    fleet.metadata().origin(),
                    "nothing is known of the Fleet's VPC " + Quoted.of(fleet.vpcId()),
                    facts.vpcs().isEmpty()
                            ? "Look at its region and its account."
                            : "Known is " + Suggestion.list(facts.vpcs().keySet()) + ".");
            return;
        }
        FleetInVpc subject = new FleetInVpc(fleet, gateways, vpc.get(), facts);
        VipRules.check(subject, findings);
        TableRules.check(subject, routeQuota, findings);
        EntryRules.check(subject, findings);
        NodeRules.check(subject, findings);
        NodeSecurityRules.check(subject, findings);
        ClientRules.check(subject, findings);
        PeeringRules.check(subject, findings);
    }

    /** Says once which kinds of resources nothing is known of. */
    public void checkCompleteness(FleetDefinition first) {
        Map<Section, String> unchecked = Arrays.stream(Section.values())
                .filter(section -> !facts.knows(section))
                .collect(Collectors.toMap(
                        section -> section, VpcRules::use, (one, other) -> one, java.util.TreeMap::new));
        if (!unchecked.isEmpty()) {
            findings.warning(
                    FindingCode.VPC_INCOMPLETE,
                    first.metadata().origin(),
                    "not checked, because the VPC's files hold nothing about it: "
                            + String.join("; ", unchecked.values()),
                    "Add what these print: "
                            + unchecked.keySet().stream()
                                    .map(section -> "aws ec2 " + section.command())
                                    .collect(Collectors.joining(", "))
                            + "; or let \"pointsman snapshot\" write all of it.");
        }
    }

    private static String use(Section section) {
        return switch (section) {
            case VPCS -> "whether VIPs lie in one of its address ranges";
            case SUBNETS -> "which subnets can reach VIPs";
            case ROUTE_TABLES -> "what its route tables hold";
            case NETWORK_INTERFACES -> "the nodes' network interfaces";
            case INSTANCES -> "whether nodes run";
            case SECURITY_GROUPS -> "what security groups let through";
            case PEERING_CONNECTIONS -> "who is behind a peering";
        };
    }
}

package dev.pointsman.pipeline.vpc.rule;

import java.util.stream.Collectors;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.Subnet;

/**
 * VIPs lie outside the VPC.
 *
 * <p>Source: Amazon VPC User Guide, "Subnet route tables": an entry within the VPC's ranges must have a whole subnet as its destination, so
 * there is none for an address of a subnet; and no address of a subnet leaves its zone.
 */
final class VipRules {

    private VipRules() {}

    static void check(FleetInVpc subject, Findings findings) {
        for (Located<Ipv4Block> vip : subject.destinations().values()) {
            subject.ranges().stream()
                    .filter(range -> range.overlaps(vip.value()))
                    .findFirst()
                    .ifPresent(range -> findings.error(
                            FindingCode.VIP_IN_VPC,
                            vip.origin(),
                            Quoted.of(vip.value().toString()) + " lies in " + where(subject, vip.value(), range)
                                    + "; EC2 accepts no entry for a part of a subnet, and an address of a subnet cannot leave"
                                    + " its zone",
                            "Take an address outside " + ranges(subject)
                                    + " that nothing else uses, for instance from 100.64.0.0/10."));
        }
    }

    private static String where(FleetInVpc subject, Ipv4Block vip, Ipv4Block range) {
        String vpc = "the range " + range + " of VPC " + Quoted.of(subject.vpc().id());
        return subject.vpc().subnets().values().stream()
                .filter(subnet -> subnet.cidr().overlaps(vip))
                .findFirst()
                .map(subnet -> name(subnet) + ", in " + vpc)
                .orElse(vpc);
    }

    private static String name(Subnet subnet) {
        return "subnet " + Quoted.of(subnet.id()) + " (" + subnet.cidr() + ", " + subnet.zone() + ")";
    }

    private static String ranges(FleetInVpc subject) {
        return subject.ranges().stream().map(Ipv4Block::toString).collect(Collectors.joining(", "));
    }
}

package dev.pointsman.pipeline.resolve.fleet;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.resolve.reference.AddressRules;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;

/**
 * Checks that a Fleet's range of VIPs can be one, and that nothing else is in it.
 *
 * <p>A VIP outside its Fleet's range is served all the same, by an entry of its own: a fleet that has VIPs already can move into a range one after the
 * other. But it needs {@code pointsman install} on every node, which who wrote it may not expect, so it is a warning.
 */
final class VipRangeRules {

    private final AddressRules addresses;
    private final Findings findings;

    VipRangeRules(AddressRules addresses, Findings findings) {
        this.addresses = addresses;
        this.findings = findings;
    }

    void check(Collection<FleetDefinition> fleets, List<VipUse> uses) {
        List<FleetDefinition> ranged = fleets.stream()
                .filter(fleet -> fleet.vipRange().isPresent())
                .sorted(Comparator.comparing(fleet -> range(fleet).origin().place()))
                .toList();
        for (int index = 0; index < ranged.size(); index++) {
            FleetDefinition fleet = ranged.get(index);
            addresses.requireBlock(range(fleet), "a range of VIPs");
            requireNoWitness(range(fleet));
            fleets.stream()
                    .filter(other -> other.vpcId().equals(fleet.vpcId()))
                    .forEach(other -> requireNoNode(range(fleet), other));
            ranged.subList(0, index).forEach(earlier -> requireApart(earlier, fleet));
        }
        uses.forEach(use -> {
            use.fleet().vipRange().ifPresent(own -> warnOutside(use, own));
            ranged.forEach(fleet -> requireOwn(use, fleet));
        });
    }

    private static Located<Ipv4Block> range(FleetDefinition fleet) {
        return fleet.vipRange().orElseThrow();
    }

    private void requireNoWitness(Located<Ipv4Block> range) {
        if (range.value().overlaps(RouteGroup.WITNESSES)) {
            findings.error(
                    FindingCode.CONFLICT,
                    range.origin(),
                    Quoted.of(range.value().toString()) + " has addresses in common with " + RouteGroup.WITNESSES
                            + ", by which Pointsman's nodes test each other",
                    "Choose another range.");
        }
    }

    private void requireNoNode(Located<Ipv4Block> range, FleetDefinition fleet) {
        fleet.nodes().stream()
                .filter(node -> addresses.subnetOf(node.address().value()).overlaps(range.value()))
                .findFirst()
                .ifPresent(node -> findings.error(
                        FindingCode.CONFLICT,
                        range.origin(),
                        Quoted.of(range.value().toString()) + " takes in the subnet of node "
                                + Quoted.of(node.name().value()) + " ("
                                + node.address().origin().place()
                                + "); VIPs lie outside the VPC's CIDR, because only there a route decides where they are",
                        "Choose another range."));
    }

    private void requireApart(FleetDefinition earlier, FleetDefinition fleet) {
        if (earlier.vpcId().equals(fleet.vpcId())
                && range(earlier).value().overlaps(range(fleet).value())) {
            findings.error(
                    FindingCode.CONFLICT,
                    range(fleet).origin(),
                    Quoted.of(range(fleet).value().toString()) + " has addresses in common with the range of Fleet "
                            + Quoted.of(earlier.metadata().fullName()) + " ("
                            + range(earlier).origin().place() + "), and both serve VPC " + Quoted.of(fleet.vpcId()),
                    "Choose another range.");
        }
    }

    private void warnOutside(VipUse use, Located<Ipv4Block> own) {
        if (!own.value().contains(use.vip().value())) {
            findings.warning(
                    FindingCode.OUTSIDE_RANGE,
                    use.vip().origin(),
                    Quoted.of(use.vip().value()) + " lies outside the Fleet's vipRange "
                            + Quoted.of(own.value().toString()) + " ("
                            + own.origin().place()
                            + "), so it gets an entry of its own in every route table",
                    "Choose an address in the range, or run \"pointsman install\" on every node before it is served.");
        }
    }

    private void requireOwn(VipUse use, FleetDefinition fleet) {
        if (!fleet.equals(use.fleet())
                && fleet.vpcId().equals(use.fleet().vpcId())
                && range(fleet).value().contains(use.vip().value())) {
            findings.error(
                    FindingCode.CONFLICT,
                    use.vip().origin(),
                    Quoted.of(use.vip().value()) + " lies in the vipRange of Fleet "
                            + Quoted.of(fleet.metadata().fullName()) + " ("
                            + range(fleet).origin().place() + "), and both serve VPC " + Quoted.of(fleet.vpcId()),
                    "Choose another address.");
        }
    }
}

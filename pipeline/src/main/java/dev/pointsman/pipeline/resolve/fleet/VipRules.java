package dev.pointsman.pipeline.resolve.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.resolve.reference.AddressRules;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;

/** Checks that VIPs can be VIPs, and that no two Gateways or Fleets want the same. */
public final class VipRules {

    private final AddressRules addresses;
    private final Findings findings;
    private final List<VipUse> uses = new ArrayList<>();

    public VipRules(AddressRules addresses, Findings findings) {
        this.addresses = addresses;
        this.findings = findings;
    }

    /** Notes a Gateway and the Fleet that serves it. */
    public void add(FleetDefinition fleet, GatewayDefinition gateway) {
        uses.add(new VipUse(fleet, gateway));
    }

    /** Adds a finding for each VIP that cannot be one or that is taken; returns every VIP with the place where it stands first. */
    public Map<String, Located<String>> check(Collection<FleetDefinition> fleets) {
        // Of two that collide the one further down is told, and pointed at the other.
        uses.sort(Comparator.comparing(use -> use.vip().origin().place()));
        Map<String, Located<String>> vips = new TreeMap<>();
        for (VipUse use : uses) {
            addresses.require(use.vip(), "a VIP");
            vips.putIfAbsent(use.vip().value(), use.vip());
        }
        uses.forEach(use -> fleets.stream()
                .filter(fleet -> fleet.vpcId().equals(use.fleet().vpcId()))
                .flatMap(fleet -> fleet.nodes().stream())
                .filter(node -> addresses
                        .subnetOf(node.address().value())
                        .contains(use.vip().value()))
                .findFirst()
                .ifPresent(node -> refuseInside(use.vip(), node)));
        new VipRangeRules(addresses, findings).check(fleets, uses);
        requireOneFleetPerVpc();
        requireFreePorts();
        return vips;
    }

    private void refuseInside(Located<String> vip, FleetDefinition.Node node) {
        String neighbour = "node " + Quoted.of(node.name().value()) + " ("
                + node.address().origin().place() + ")";
        boolean same = vip.value().equals(node.address().value());
        findings.error(
                FindingCode.CONFLICT,
                vip.origin(),
                Quoted.of(vip.value())
                        + (same ? " is the address of " + neighbour : " lies in the subnet of " + neighbour)
                        + "; a VIP lies outside the VPC's CIDR, because only there a route decides where it is",
                "Choose another address.");
    }

    /** Two fleets in one VPC would take the route from each other for ever. */
    private void requireOneFleetPerVpc() {
        Map<String, VipUse> holders = new HashMap<>();
        for (VipUse use : uses) {
            VipUse first =
                    holders.putIfAbsent(use.fleet().vpcId() + " " + use.vip().value(), use);
            if (first != null && !first.fleet().equals(use.fleet())) {
                findings.error(
                        FindingCode.CONFLICT,
                        use.vip().origin(),
                        Quoted.of(use.vip().value()) + " is a VIP of Fleet "
                                + Quoted.of(first.fleet().metadata().fullName()) + " already ("
                                + first.vip().origin().place() + "), and both serve VPC "
                                + Quoted.of(use.fleet().vpcId()),
                        "Choose another address.");
            }
        }
    }

    private record Taken(GatewayDefinition gateway, Located<Integer> port) {}

    private void requireFreePorts() {
        Map<String, Taken> sockets = new HashMap<>();
        for (VipUse use : uses) {
            for (GatewayDefinition.Listener listener : use.gateway().listeners()) {
                String socket = use.vip().value() + ":" + listener.port().value();
                Taken own = new Taken(use.gateway(), listener.port());
                Taken first = sockets.putIfAbsent(use.fleet().metadata().fullName() + " " + socket, own);
                if (first != null && !first.gateway().equals(use.gateway())) {
                    findings.error(
                            FindingCode.CONFLICT,
                            listener.port().origin(),
                            "Gateway " + Quoted.of(first.gateway().metadata().fullName()) + " listens on " + socket
                                    + " already (" + first.port().origin().place() + ")",
                            "Give one of them another address or port, or make both listeners of one Gateway.");
                }
            }
        }
    }
}

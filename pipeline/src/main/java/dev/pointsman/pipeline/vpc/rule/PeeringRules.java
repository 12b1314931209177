package dev.pointsman.pipeline.vpc.rule;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.Peering;
import dev.pointsman.pipeline.vpc.Route;
import dev.pointsman.pipeline.vpc.RouteTable;
import dev.pointsman.pipeline.vpc.SecurityGroup;
import dev.pointsman.pipeline.vpc.Vpc;

/**
 * Clients behind a peering.
 *
 * <p>A peering carries packets for the other VPC's own ranges only (Amazon VPC Peering Guide, "VPC peering limitations"), so nobody there
 * reaches a VIP. Told are only peerings that look as if somebody was meant to: the peer routes the VIP into it, or the nodes let the peer's
 * addresses in.
 */
final class PeeringRules {

    private static final String WAY_OUT =
            "Connect the VPCs by a transit gateway with a static route for the VIP to this VPC's attachment, or reach the"
                    + " Services behind it in another way.";

    private PeeringRules() {}

    static void check(FleetInVpc subject, Findings findings) {
        for (Peering peering : subject.facts().activePeerings(subject.vpc().id())) {
            Peering.Side peer = peering.otherThan(subject.vpc().id());
            for (Located<Ipv4Block> vip : subject.destinations().values()) {
                reason(subject, peering, peer, vip.value())
                        .ifPresent(reason -> findings.warning(
                                FindingCode.PEERING_CANNOT_REACH,
                                vip.origin(),
                                "clients in VPC " + Quoted.of(peer.vpcId()) + " cannot reach "
                                        + Quoted.of(vip.value().toString()) + " through peering "
                                        + Quoted.of(peering.id())
                                        + ", which carries packets for this VPC's own ranges only; yet " + reason,
                                WAY_OUT));
            }
        }
    }

    private static Optional<String> reason(FleetInVpc subject, Peering peering, Peering.Side peer, Ipv4Block vip) {
        Optional<RouteTable> table =
                subject.facts().vpc(peer.vpcId()).flatMap(vpc -> tableThatRoutes(vpc, peering.id(), vip));
        if (table.isPresent()) {
            return Optional.of("route table " + Quoted.of(table.get().id()) + " there sends it this way");
        }
        for (int port : subject.ports().keySet()) {
            Optional<Ipv4Block> admitted = subject.nodes().values().stream()
                    .flatMap(node -> Passage.into(subject.vpc(), node).blocks(SecurityGroup.TCP, port).stream())
                    .filter(block -> meansPeer(block, peer, subject.ranges()))
                    .findFirst();
            if (admitted.isPresent()) {
                return Optional.of("the nodes' security groups let " + admitted.get() + " in on TCP " + port);
            }
        }
        return Optional.empty();
    }

    private static Optional<RouteTable> tableThatRoutes(Vpc vpc, String peeringId, Ipv4Block vip) {
        return vpc.routeTables().values().stream()
                .filter(table -> table.routes().stream().anyMatch(route -> routes(route, peeringId, vip)))
                .findFirst();
    }

    private static boolean routes(Route route, String peeringId, Ipv4Block vip) {
        return route.target().equals(peeringId) && route.destination().contains(vip);
    }

    private static boolean meansPeer(Ipv4Block block, Peering.Side peer, List<Ipv4Block> own) {
        return peer.cidrs().stream().anyMatch(block::overlaps) && own.stream().noneMatch(block::overlaps);
    }
}

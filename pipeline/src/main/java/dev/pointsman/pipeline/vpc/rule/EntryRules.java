package dev.pointsman.pipeline.vpc.rule;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.Route;
import dev.pointsman.pipeline.vpc.RouteTable;
import dev.pointsman.pipeline.vpc.Section;

/** The entries that route tables have for VIPs already, and those that are wider. */
final class EntryRules {

    private EntryRules() {}

    static void check(FleetInVpc subject, Findings findings) {
        for (Located<Ipv4Block> vip : subject.destinations().values()) {
            for (RouteTable table : subject.covered()) {
                for (Route route : table.routes()) {
                    if (vip.value().contains(route.destination())) {
                        own(subject, vip, table, route, findings);
                    } else if (route.destination().contains(vip.value())
                            && !route.isDefault()
                            && !TableRules.isLocal(route)) {
                        covering(vip, table, route, findings);
                    }
                }
            }
        }
    }

    /** An entry for the VIP itself, or for a part of its block. */
    private static void own(
            FleetInVpc subject, Located<Ipv4Block> vip, RouteTable table, Route route, Findings findings) {
        String entry = "route table " + Quoted.of(table.id()) + " has an entry for " + route.destination()
                + " that points at " + Quoted.of(route.target());
        if (!route.leadsToInterface()) {
            findings.error(
                    FindingCode.ROUTE_ELSEWHERE,
                    vip.origin(),
                    entry + ", which is no network interface; the fleet would take it away from there",
                    "Choose another address, or delete the entry first: aws ec2 delete-route --route-table-id "
                            + table.id() + " --destination-cidr-block " + route.destination() + ".");
        } else if (!subject.isOfFleet(route.target())) {
            findings.warning(
                    FindingCode.ROUTE_OUTSIDE_FLEET,
                    vip.origin(),
                    entry + ", " + whose(subject, route.target()) + "; the fleet will take it over",
                    "That is right when the fleet takes the address over from there.");
        } else if (route.isBlackhole()) {
            findings.warning(
                    FindingCode.BLACKHOLE,
                    vip.origin(),
                    entry + ", a node of the fleet, but is a blackhole: packets for the VIP are lost",
                    "Start the node, or look with \"pointsman status\" why no other took over.");
        }
    }

    private static String whose(FleetInVpc subject, String interfaceId) {
        if (!subject.facts().knows(Section.NETWORK_INTERFACES)) {
            return "which is no node's of the fleet";
        }
        return subject.vpc().networkInterfaces().containsKey(interfaceId)
                ? "which is no node's of the fleet"
                : "which is not in the VPC any more, nor a node's of the fleet";
    }

    private static void covering(Located<Ipv4Block> vip, RouteTable table, Route route, Findings findings) {
        findings.warning(
                FindingCode.COVERING_ROUTE,
                vip.origin(),
                Quoted.of(vip.value().toString()) + " lies in " + route.destination() + ", which route table "
                        + Quoted.of(table.id()) + " sends to " + Quoted.of(route.target())
                        + ": the address may be somebody's there, and would be cut off from this VPC",
                "Choose an address that no wider entry covers.");
    }
}

package dev.pointsman.pipeline.vpc.rule;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.vpc.Route;
import dev.pointsman.pipeline.vpc.RouteTable;
import dev.pointsman.pipeline.vpc.Section;
import dev.pointsman.pipeline.vpc.Subnet;

/** The route tables that a Fleet selects: whether they are there, can hold its entries, and serve all subnets. */
final class TableRules {

    /** Amazon VPC User Guide, "Amazon VPC quotas": entries of a route table at its highest. */
    private static final int HIGHEST_QUOTA = 1000;

    /** What accounts had that were never given more. */
    private static final int OLDEST_QUOTA = 50;

    private TableRules() {}

    static void check(FleetInVpc subject, OptionalInt quota, Findings findings) {
        if (!subject.facts().knows(Section.ROUTE_TABLES)) {
            return;
        }
        requireTables(subject, findings);
        requireNoGateways(subject, findings);
        requireRoom(subject, quota, findings);
        if (subject.facts().knows(Section.SUBNETS)) {
            tellUncoveredSubnets(subject, findings);
        }
    }

    private static void requireTables(FleetInVpc subject, Findings findings) {
        Set<String> known = subject.vpc().routeTables().keySet();
        if (subject.fleet().routeTables() instanceof RouteTableSelection.Ids(List<String> ids)) {
            for (String id : ids) {
                if (!known.contains(id)) {
                    findings.error(
                            FindingCode.ROUTE_TABLE_NOT_FOUND,
                            subject.origin(),
                            "VPC " + Quoted.of(subject.vpc().id()) + " has no route table " + Quoted.of(id),
                            Suggestion.hint(id, known));
                }
            }
        } else if (subject.selected().isEmpty()) {
            findings.error(
                    FindingCode.ROUTE_TABLE_NOT_FOUND,
                    subject.origin(),
                    "no route table of VPC " + Quoted.of(subject.vpc().id())
                            + " is selected by the Fleet's routeTables",
                    known.isEmpty() ? "" : "There are " + Suggestion.list(known) + ".");
        }
    }

    /** With "all" or by tags they are passed over; who names one by its id expects an entry there. */
    private static void requireNoGateways(FleetInVpc subject, Findings findings) {
        if (subject.fleet().routeTables() instanceof RouteTableSelection.All) {
            return;
        }
        subject.selected().stream()
                .filter(RouteTable::isOfGateway)
                .forEach(table -> findings.error(
                        FindingCode.GATEWAY_ROUTE_TABLE,
                        subject.origin(),
                        "route table " + Quoted.of(table.id()) + " belongs to gateway "
                                + Quoted.of(String.join(", ", table.gatewayIds()))
                                + ", and such a table takes entries for the VPC's subnets only",
                        "Leave it out of the Fleet's routeTables."));
    }

    private static void requireRoom(FleetInVpc subject, OptionalInt quota, Findings findings) {
        int most = quota.orElse(HIGHEST_QUOTA);
        for (RouteTable table : subject.covered()) {
            long there = table.routes().stream()
                    .filter(route -> !route.isPropagated())
                    .count();
            long missing = subject.destinations().values().stream()
                    .filter(vip -> table.route(vip.value()).isEmpty())
                    .count();
            long wanted = there + missing;
            String sentence =
                    "route table " + Quoted.of(table.id()) + " has " + there + " entries and gets " + missing + " more";
            if (missing > 0 && wanted > most) {
                findings.error(
                        FindingCode.ROUTE_QUOTA,
                        subject.origin(),
                        sentence + "; it may have " + most,
                        "Have fewer VIPs or fewer other entries, or ask AWS for a higher quota (at most "
                                + HIGHEST_QUOTA + ").");
            } else if (missing > 0 && quota.isEmpty() && wanted > OLDEST_QUOTA) {
                findings.warning(
                        FindingCode.ROUTE_QUOTA_UNKNOWN,
                        subject.origin(),
                        sentence + "; older accounts may have " + OLDEST_QUOTA,
                        "Look up the quota of the account (Service Quotas, \"Routes per route table\") and say it with"
                                + " --route-quota.");
            }
        }
    }

    private static void tellUncoveredSubnets(FleetInVpc subject, Findings findings) {
        Set<String> covered = subject.coveredSubnets().stream().map(Subnet::id).collect(Collectors.toSet());
        SortedMap<String, List<String>> byTable = new TreeMap<>();
        for (Subnet subnet : subject.vpc().subnets().values()) {
            if (!covered.contains(subnet.id())) {
                subject.vpc()
                        .tableOf(subnet)
                        .ifPresent(table -> byTable.merge(
                                table.id() + (table.isMain() ? ", the main one" : ""),
                                List.of(subnet.id()),
                                TableRules::joined));
            }
        }
        byTable.forEach((table, subnets) -> findings.warning(
                FindingCode.SUBNET_NOT_COVERED,
                subject.origin(),
                "clients in " + (subnets.size() == 1 ? "subnet " : "subnets ") + Suggestion.list(subnets)
                        + " cannot reach the VIPs: their packets go by route table " + table
                        + ", which the Fleet does not select",
                "Add it to the Fleet's routeTables, or say routeTables: {all: true}."));
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Whether an entry of the VPC's own ranges. */
    static boolean isLocal(Route route) {
        return route.target().equals(Route.LOCAL);
    }
}

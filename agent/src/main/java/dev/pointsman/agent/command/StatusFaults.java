package dev.pointsman.agent.command;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.report.FindingReport;
import dev.pointsman.agent.report.NodeReport;
import dev.pointsman.agent.report.OwnershipReport;

/** What in a report is not as it should be; the one place that decides the exit code of {@code pointsman status}. */
final class StatusFaults {

    private StatusFaults() {}

    /** One sentence for each; empty when all is well. */
    static List<String> of(OwnershipReport report) {
        List<String> faults = new ArrayList<>();
        if (report.fleet().isEmpty()) {
            faults.add("the agent has no definitions yet");
        }
        for (OwnershipView.Group group : report.routeGroups()) {
            group.routes().forEach(entry -> addFault(entry, faults));
        }
        report.nodes().forEach(node -> addFaults(node, faults));
        return faults;
    }

    private static void addFault(OwnershipView.Entry entry, List<String> faults) {
        String route = entry.routeTable() + " " + entry.destination();
        if (entry.state() != OwnershipView.State.ACTIVE) {
            faults.add(route + " is " + StatusTable.word(entry.state()) + ": " + entry.reason());
        } else if (entry.isDrift()) {
            faults.add(route + " points at " + (entry.owner() == null ? entry.target() : entry.owner()) + ": "
                    + entry.reason());
        } else if (entry.owner() == null) {
            faults.add(route + " points at \"" + entry.target() + "\", which is no node of this fleet");
        }
    }

    private static void addFaults(NodeReport node, List<String> faults) {
        node.problems().forEach(problem -> faults.add(node.name() + ": " + problem));
        node.findings().stream()
                .filter(FindingReport::isError)
                .forEach(finding -> faults.add(node.name() + ": " + finding.sentence()));
        if (node.refused() != null) {
            faults.add(node.name() + " refuses revision " + node.refused().revision());
        }
        if (node.reachable() && !node.isServing()) {
            faults.add(node.name() + ": HAProxy does not serve");
        }
    }
}

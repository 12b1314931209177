package dev.pointsman.agent.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.report.FindingReport;
import dev.pointsman.agent.report.NodeReport;
import dev.pointsman.agent.report.OwnershipReport;
import dev.pointsman.agent.report.RefusalReport;

/** An ownership report for people; a pure function of the report, ages counted from the moment at which it was made. */
final class StatusTable {

    private static final int MOST_FINDINGS = 3;
    private static final int SHORT_REVISION = 12;
    private static final String NOTHING = "-";

    private final StringBuilder text = new StringBuilder();
    private final OwnershipReport report;

    private StatusTable(OwnershipReport report) {
        this.report = report;
    }

    /** @param faults what is not as it should be, as {@link StatusFaults} says */
    static String render(OwnershipReport report, List<String> faults) {
        StatusTable table = new StatusTable(report);
        table.writeHeading();
        table.writeRoutes();
        table.writeNodes();
        table.writeChanges();
        report.nodes().stream().filter(node -> node.refused() != null).forEach(table::writeRefusal);
        report.nodes().forEach(table::writeWarnings);
        table.writeVerdict(faults);
        return table.text.toString();
    }

    private void writeHeading() {
        line("Fleet " + (report.fleet().isEmpty() ? NOTHING : report.fleet()) + ", as "
                + (report.node().isEmpty() ? "this node" : report.node()) + " sees it at " + report.at());
    }

    private void writeRoutes() {
        Columns columns = new Columns("GROUP", "ROUTE TABLE", "DESTINATION", "STATE", "OWNER", "EXPECTED", "SINCE");
        for (OwnershipView.Group group : report.routeGroups()) {
            for (OwnershipView.Entry entry : group.routes()) {
                columns.add(
                        group.name(),
                        entry.routeTable(),
                        entry.destination(),
                        word(entry.state()) + (entry.isDrift() ? " (drift)" : ""),
                        owner(entry),
                        orNothing(entry.expectedOwner()),
                        age(entry.since()));
            }
        }
        line("");
        text.append(columns.render());
    }

    private void writeNodes() {
        Columns columns = new Columns("NODE", "ZONE", "AGENT", "VRRP", "HAPROXY", "RUNNING", "FETCHED", "REFUSED");
        for (NodeReport node : report.nodes()) {
            columns.add(
                    node.name(),
                    node.zone(),
                    node.reachable() ? "answers" : node.problems().isEmpty() ? "not asked" : "no answer",
                    node.reachable() ? node.vrrp() : NOTHING,
                    node.reachable() ? node.haproxy() : NOTHING,
                    revision(node.running()),
                    revision(node.fetched()),
                    revision(node.refused() == null ? null : node.refused().revision()));
        }
        line("");
        text.append(columns.render());
    }

    private void writeChanges() {
        List<NodeReport> changed = report.nodes().stream()
                .filter(node -> node.lastChange() != null)
                .toList();
        if (!changed.isEmpty()) {
            line("");
            changed.forEach(node -> line("HAProxy of " + node.name() + ": " + node.lastChange()));
        }
    }

    private void writeRefusal(NodeReport node) {
        RefusalReport refused = node.refused();
        line("");
        line(node.name() + " refuses revision " + refused.revision()
                + (refused.givenUp() ? ", until another one comes:" : ", and tries it again at least once a minute:"));
        refused.findings().stream().limit(MOST_FINDINGS).forEach(finding -> line("  " + finding.sentence()));
        if (refused.findings().size() > MOST_FINDINGS) {
            line("  and " + (refused.findings().size() - MOST_FINDINGS) + " more");
        }
    }

    /** Errors are among what is not as it should be. */
    private void writeWarnings(NodeReport node) {
        List<FindingReport> warnings =
                node.findings().stream().filter(finding -> !finding.isError()).toList();
        if (!warnings.isEmpty()) {
            line("");
            line(node.name() + " warns:");
            warnings.forEach(finding -> line("  " + finding.sentence()));
        }
    }

    private void writeVerdict(List<String> faults) {
        line("");
        if (faults.isEmpty()) {
            line("=> Everything is as it should be.");
            return;
        }
        line(
                faults.size() == 1
                        ? "=> 1 thing is not as it should be:"
                        : "=> " + faults.size() + " things are not as they should be:");
        faults.forEach(fault -> line("   " + fault));
    }

    static String word(OwnershipView.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String owner(OwnershipView.Entry entry) {
        return entry.owner() != null ? entry.owner() : orNothing(entry.target());
    }

    private String age(Instant since) {
        if (since == null) {
            return NOTHING;
        }
        Duration age = Duration.between(since, report.at());
        if (age.toSeconds() < 1) {
            return "now";
        }
        if (age.toMinutes() < 1) {
            return age.toSeconds() + "s ago";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + "m" + age.toSecondsPart() + "s ago";
        }
        return age.toDays() < 1
                ? age.toHours() + "h" + age.toMinutesPart() + "m ago"
                : age.toDays() + "d" + age.toHoursPart() + "h ago";
    }

    private static String revision(String revision) {
        return Optional.ofNullable(revision)
                .map(full -> full.substring(0, Math.min(full.length(), SHORT_REVISION)))
                .orElse(NOTHING);
    }

    private static String orNothing(String value) {
        return value == null ? NOTHING : value;
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}

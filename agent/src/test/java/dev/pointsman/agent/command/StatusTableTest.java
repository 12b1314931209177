package dev.pointsman.agent.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.OwnershipView.State;
import dev.pointsman.agent.ownership.rule.Ability;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.report.FindingReport;
import dev.pointsman.agent.report.NodeReport;
import dev.pointsman.agent.report.OwnershipReport;
import dev.pointsman.agent.report.RefusalReport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatusTableTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void allIsWell() {
        OwnershipReport report =
                report(entry(State.ACTIVE, "eni-a", "node-a", false), serving("node-a"), serving("node-b"));

        assertThat(StatusFaults.of(report)).isEmpty();
        assertThat(StatusTable.render(report, List.of())).isEqualTo("""
                Fleet edge/lab, as node-a sees it at 2026-01-02T03:04:05Z

                GROUP  ROUTE TABLE  DESTINATION    STATE   OWNER   EXPECTED  SINCE
                lab    rtb-1        10.99.0.10/32  active  node-a  node-a    1m30s ago

                NODE    ZONE           AGENT    VRRP    HAPROXY  RUNNING       FETCHED       REFUSED
                node-a  eu-central-1a  answers  MASTER  serving  0123456789ab  0123456789ab  -
                node-b  eu-central-1a  answers  MASTER  serving  0123456789ab  0123456789ab  -

                => Everything is as it should be.
                """);
    }

    @Test
    void whatIsNotAsItShouldBeIsListedAndMakesTheExitCode() {
        NodeReport refusing = new NodeReport(
                "node-b",
                "eu-central-1a",
                true,
                "BACKUP",
                true,
                "down",
                "fedcba98",
                REVISION,
                new RefusalReport("fedcba98", true, List.of(finding(1), finding(2), finding(3), finding(4))),
                "reloaded in 70 ms, because \"backend shop_cart_8080\" is new",
                List.of(),
                List.of("failed to fetch branch \"main\""),
                List.of());
        OwnershipReport report = report(entry(State.BLACKHOLE, "eni-x", null, true), serving("node-a"), refusing);
        List<String> faults = StatusFaults.of(report);

        assertThat(faults)
                .containsExactly(
                        "rtb-1 10.99.0.10/32 is blackhole: because",
                        "node-b: failed to fetch branch \"main\"",
                        "node-b refuses revision fedcba98",
                        "node-b: HAProxy does not serve");
        assertThat(StatusTable.render(report, faults))
                .contains("lab    rtb-1        10.99.0.10/32  blackhole (drift)  eni-x  node-a")
                .contains("node-b refuses revision fedcba98, until another one comes:\n  a.yaml:1:1  x: wrong.")
                .contains("  and 1 more\n")
                .endsWith("=> 4 things are not as they should be:\n   " + String.join("\n   ", faults) + "\n");
    }

    @Test
    void aNodesOwnErrorsAreFaultsAndItsWarningsAreOnlyTold() {
        NodeReport node = new NodeReport(
                "node-a",
                "eu-central-1a",
                true,
                "MASTER",
                true,
                "serving",
                REVISION,
                REVISION,
                null,
                null,
                List.of(),
                List.of(),
                List.of(
                        new FindingReport("error", "certificate-expired", "/a.crt", 0, 0, "Secret e/a", "gone.", ""),
                        new FindingReport(
                                "warning", "certificate-expiring", "/b.crt", 0, 0, "Secret e/b", "soon.", "")));
        OwnershipReport report = report(entry(State.ACTIVE, "eni-a", "node-a", false), node);
        List<String> faults = StatusFaults.of(report);

        assertThat(faults).containsExactly("node-a: /a.crt  Secret e/a: gone.  [certificate-expired]");
        assertThat(StatusTable.render(report, faults))
                .contains("node-a warns:\n  /b.crt  warning: Secret e/b: soon.  [certificate-expiring]\n");
    }

    @Test
    void anEntryAtAnotherNodeOrOutsideTheFleetIsAFault() {
        assertThat(StatusFaults.of(report(entry(State.ACTIVE, "eni-b", "node-b", true))))
                .containsExactly("rtb-1 10.99.0.10/32 points at node-b: because");
        assertThat(StatusFaults.of(report(entry(State.ACTIVE, "eni-x", null, false))))
                .containsExactly("rtb-1 10.99.0.10/32 points at \"eni-x\", which is no node of this fleet");
        assertThat(StatusFaults.of(report(entry(State.MISSING, null, null, true))))
                .containsExactly("rtb-1 10.99.0.10/32 is missing: because");
    }

    private static OwnershipReport report(OwnershipView.Entry entry, NodeReport... nodes) {
        var group = new OwnershipView.Group(
                "lab", Standing.Vrrp.MASTER, "seen", "MASTER", true, Ability.State.ABLE, List.of(entry));
        return new OwnershipReport("edge/lab", "node-a", NOW, List.of(group), List.of(nodes), List.of());
    }

    private static OwnershipView.Entry entry(State state, String target, String owner, boolean isDrift) {
        Instant since = NOW.minus(Duration.ofSeconds(90));
        return new OwnershipView.Entry(
                "rtb-1", "10.99.0.10/32", state, target, owner, "node-a", isDrift, false, since, "because");
    }

    private static NodeReport serving(String name) {
        return new NodeReport(
                name,
                "eu-central-1a",
                true,
                "MASTER",
                true,
                "serving",
                REVISION,
                REVISION,
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    private static FindingReport finding(int line) {
        return new FindingReport("error", "invalid-value", "a.yaml", line, 1, "x", "wrong.", "");
    }
}

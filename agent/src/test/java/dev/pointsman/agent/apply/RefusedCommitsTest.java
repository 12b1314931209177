package dev.pointsman.agent.apply;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.pipeline.finding.Finding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Revisions that a node does not take: why is said, and the last good one serves on. */
class RefusedCommitsTest extends ApplyingNode {

    @Test
    void aBrokenRevisionIsRefusedWithItsPlaceAndTheLastGoodOneServes() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent();
            applier.resume();
            String good = status().applied().orElseThrow();
            String broken = fleet.commitMistake();

            applier.apply();
            applier.apply();

            assertThat(status().fetched()).contains(broken);
            assertThat(status().applied()).contains(good);
            assertThat(status().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.revision()).isEqualTo(broken);
                assertThat(refusal.findings())
                        .extracting(Finding::toString)
                        .anyMatch(finding -> finding.startsWith("route.yaml:2:1") && finding.contains("\"knd\""));
            });
            assertThat(node.refusals()).hasSize(1);
            assertThat(statusFor(HOST)).isEqualTo(500);
            assertThat(node.changes().reloads()).isEmpty();

            String repaired = fleet.commitHost("c.example.com");
            applier.apply();

            assertThat(status().refused()).isEmpty();
            assertThat(status().applied()).contains(repaired);
            assertThat(statusFor("c.example.com")).isEqualTo(500);
        }
    }

    @Test
    void aForcePushBackToWhatIsServedEndsTheRefusal() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent();
            applier.resume();
            fleet.commitMistake();
            applier.apply();
            String kept = fleet.dropLastCommit();

            applier.apply();

            assertThat(status().fetched()).contains(kept);
            assertThat(status().refused()).isEmpty();
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void anAddressThatTheNodeDoesNotHaveIsSaidBeforeHaproxyTrips() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent();
            fleet.commit("gateway.yaml", text -> text.replace("127.9.0.10", "192.0.2.77"));

            applier.apply();

            assertThat(status().refused())
                    .hasValueSatisfying(refusal -> assertThat(refusal.findings())
                            .singleElement()
                            .asString()
                            .contains("\"192.0.2.77\"", "pointsman install"));
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void whatHaproxyRefusesIsRefusedAndLeavesNoGenerationBehind() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent(new BrokenPipeline(node.pipeline()), RunningHaproxy.program());
            String revision = fleet.commitHost("b.example.com");

            applier.apply();

            assertThat(status().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.revision()).isEqualTo(revision);
                assertThat(refusal.findings()).singleElement().asString().contains("unknown keyword 'nonsense'");
            });
            assertThat(node.store().all()).hasSize(1);
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void aNodeThatTheFleetDoesNotHaveRefusesTheRevisionAndNamesTheNodesThereAre() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent();
            fleet.commit("fleet.yaml", text -> text.replace("address: 127.0.0.1,", "address: 192.0.2.1,"));

            applier.apply();

            assertThat(status().refused())
                    .hasValueSatisfying(refusal -> assertThat(refusal.findings())
                            .singleElement()
                            .asString()
                            .contains("node-a (192.0.2.1)", "node-b (127.0.0.2)"));
        }
    }
}

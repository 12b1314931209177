package dev.pointsman.agent.apply;

import java.time.Duration;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When routes are given up and wanted, on the way from one revision to the next. */
class RoutedRevisionsTest extends ApplyingNode {

    @Test
    void routesThatGoAreReleasedBeforeAndNewOnesAreKeptAfterHaproxyListensOtherwise() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            String before = current().revision();
            Applier applier = node.agent();
            applier.resume();
            String revision = fleet.commitHost("b.example.com");

            applier.apply();

            assertThat(node.releases()).containsExactly(before + " is served");
            assertThat(node.plans()).extracting(AppliedPlan::revision).containsExactly(before, revision);
        }
    }

    @Test
    void routesThatWereReleasedForARevisionThatIsNotServedAfterAllAreWantedAgain() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            String before = current().revision();
            Applier applier = BrokenPipeline.unnoticed(node, folder);
            applier.resume();
            fleet.commitHost("b.example.com");

            applier.apply();

            assertThat(node.releases()).hasSize(1);
            assertThat(node.plans()).extracting(AppliedPlan::revision).containsExactly(before, before);
        }
    }

    @Test
    void whatIsNewIsRoutedOnlyOnceHaproxyListensForIt() throws Exception {
        Applier applier;
        String revision;
        try (RunningHaproxy running = serveFirst()) {
            applier = node.agent();
            applier.resume();
            node.plans().clear();
            revision = fleet.commitHost("b.example.com");
            running.freeze();

            applier.apply();

            assertThat(status().applied()).contains(revision);
            assertThat(node.plans()).isEmpty();
            running.thaw();
            RunningHaproxy.until(Duration.ofSeconds(30), () -> {
                applier.apply();
                return !node.plans().isEmpty();
            });
            assertThat(node.plans()).extracting(AppliedPlan::revision).containsExactly(revision);
            assertThat(statusFor("b.example.com")).isEqualTo(500);
        }
    }
}

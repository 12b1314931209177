package dev.pointsman.agent.apply;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.ReloadVerdict;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.Attempt;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.agent.revision.RevisionStep;
import dev.pointsman.pipeline.finding.Finding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The way back, when HAProxy does not take what has passed every check, and after a crash on the way there. */
class FailedReloadTest extends ApplyingNode {

    @Test
    void aWorkerThatDoesNotComeUpBringsThePreviousGenerationBackAndTheRevisionIsGivenUp() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Generation before = current();
            Applier applier = BrokenPipeline.unnoticed(node, folder);
            applier.resume();
            String revision = fleet.commitHost("b.example.com");

            applier.apply();
            applier.apply();

            assertThat(node.store().current()).contains(before);
            assertThat(statusFor(HOST)).isEqualTo(500);
            assertThat(status().applied()).contains(before.revision());
            assertThat(status().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.revision()).isEqualTo(revision);
                assertThat(refusal.isFinal()).isTrue();
                assertThat(refusal.findings()).extracting(Finding::code).containsExactly("reload-failed");
            });
            assertThat(node.changes().reloads()).singleElement().isInstanceOf(ReloadVerdict.Failed.class);

            String next = fleet.commitHost("c.example.com");
            Applier repaired = node.agent();
            repaired.apply();
            assertThat(status().applied()).contains(next);
        }
    }

    @Test
    void aRevisionThatHaproxyDidNotTakeIsNotTriedAgainByAnAgentThatIsStartedAnew() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Generation before = current();
            String bad = fleet.commitHost("b.example.com");
            BrokenPipeline.unnoticed(node, folder).apply();
            assertThat(node.changes().reloads()).hasSize(1);

            for (int start = 0; start < 3; start++) {
                Applier restarted = BrokenPipeline.unnoticed(node, folder);
                restarted.resume();
                assertThat(status().refused()).hasValueSatisfying(refusal -> {
                    assertThat(refusal.revision()).isEqualTo(bad);
                    assertThat(refusal.findings()).extracting(Finding::code).containsExactly("reload-failed");
                });
                restarted.apply();
                node.pass(Duration.ofDays(1));
                restarted.apply();
            }

            assertThat(node.changes().reloads()).hasSize(1);
            assertThat(node.store().all()).containsExactly(before);
            String next = fleet.commitHost("c.example.com");
            Applier repaired = node.agent();
            repaired.resume();
            repaired.apply();
            assertThat(status().applied()).contains(next);
            assertThat(status().refused()).isEmpty();
            assertThat(layout.refusal()).doesNotExist();
        }
    }

    @Test
    void aCrashBetweenSwitchAndReloadEndsOnTheNewGeneration() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier first = node.agent();
            String revision = fleet.commitHost("b.example.com");
            prepareWithoutReload();

            Applier restarted = node.agent();
            restarted.resume();

            assertThat(status().applied()).contains(revision);
            assertThat(statusFor("b.example.com")).isEqualTo(500);
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.changes().edits()).hasSize(1);
            assertThat(first).isNotSameAs(restarted);
        }
    }

    @Test
    void aCrashBeforeABadReloadEndsOnTheGenerationThatHaproxyStillServes() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Generation before = current();
            node.store()
                    .switchTo(node.store()
                            .write(
                                    "b".repeat(40),
                                    "b".repeat(64),
                                    Clock.systemUTC().instant(),
                                    Map.of("haproxy.cfg", "nonsense\n"),
                                    List.of()));

            Applier restarted = node.agent();
            restarted.resume();

            assertThat(node.store().current()).contains(before);
            assertThat(status().applied()).contains(before.revision());
            assertThat(status().refused())
                    .hasValueSatisfying(
                            refusal -> assertThat(refusal.revision()).isEqualTo("b".repeat(40)));
            assertThat(statusFor(HOST)).isEqualTo(500);
        }
    }

    /** Everything up to the switch, as an agent does that is killed then. */
    private void prepareWithoutReload() throws Exception {
        var attempt = Attempt.begin();
        for (RevisionStep step : node.steps(node.pipeline(), RunningHaproxy.program(), node.served())) {
            if (step.phase() != Phase.RELOAD) {
                attempt = step.take(attempt);
            }
        }
    }
}

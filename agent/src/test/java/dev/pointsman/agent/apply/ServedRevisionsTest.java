package dev.pointsman.agent.apply;

import java.nio.file.Files;
import java.time.Duration;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.ReloadVerdict;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.Phase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Revisions from a real repository to a real HAProxy. */
class ServedRevisionsTest extends ApplyingNode {

    @Test
    void aNewNodePreparesItsFirstRevisionAndServesItOnceHaproxyIsThere() throws Exception {
        String revision = fleet.commitFirst();
        Applier applier = node.agent();

        applier.resume();
        applier.apply();

        assertThat(status().applied()).contains(revision);
        assertThat(status().problems().get(Phase.RELOAD)).contains("HAProxy does not answer");
        assertThat(node.plans()).extracting(AppliedPlan::node).containsExactly("node-a");
        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            applier.apply();

            assertThat(status().problems()).isEmpty();
            assertThat(statusFor(HOST)).isEqualTo(500);
            assertThat(node.changes().reloads()).doesNotHaveAnyElementsOfTypes(ReloadVerdict.Live.class);
        }
    }

    @Test
    void anEmptyRepositoryIsSaidToBeEmptyUntilItsFirstCommitComes() throws Exception {
        Applier applier = node.agent();
        applier.resume();

        applier.apply();

        assertThat(status().problems().get(Phase.FETCH)).contains("no commit yet");
        assertThat(status().applied()).isEmpty();
        assertThat(node.plans()).isEmpty();

        String revision = fleet.commitFirst();
        applier.apply();

        assertThat(status().problems()).doesNotContainKey(Phase.FETCH);
        assertThat(status().applied()).contains(revision);
    }

    @Test
    void aNewRevisionOfWhichTablesAloneChangeIsServedWithoutAReload() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent();
            applier.resume();
            String revision = fleet.commitHost("b.example.com");

            applier.apply();
            applier.apply();

            assertThat(status().applied()).contains(revision);
            assertThat(status().fetched()).contains(revision);
            assertThat(statusFor(HOST)).isEqualTo(404);
            assertThat(statusFor("b.example.com")).isEqualTo(500);
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.changes().edits()).hasSize(1);
        }
    }

    @Test
    void aRevisionThatChangesNothingForTheNodeIsAppliedWithoutAReload() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent();
            String revision = fleet.commitComment("hello");

            applier.apply();

            assertThat(status().applied()).contains(revision);
            assertThat(node.store().current().map(Generation::revision)).contains(revision);
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void withoutGitTheLastGoodGenerationIsServedAndItsPlanIsKnown() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            String revision = current().revision();
            Files.move(fleet.repository(), folder.resolve("away.git"));
            node.plans().clear();
            Applier applier = node.agent();

            applier.resume();
            applier.apply();

            assertThat(status().applied()).contains(revision);
            assertThat(status().problems().get(Phase.FETCH)).contains("no Git repository");
            assertThat(node.plans()).singleElement().satisfies(plan -> {
                assertThat(plan.revision()).isEqualTo(revision);
                assertThat(plan.plan().routeGroups()).isNotEmpty();
            });
            Files.move(folder.resolve("away.git"), fleet.repository());
            applier.apply();
            assertThat(status().problems()).isEmpty();
        }
    }

    @Test
    void oldGenerationsGoAndThoseInUseStay() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent();
            for (int number = 0; number < 7; number++) {
                fleet.commitHost("host-" + number + ".example.com");
                applier.apply();
                node.pass(Duration.ofSeconds(1));
            }

            assertThat(node.store().all()).hasSize(5);
            assertThat(node.store().current().map(Generation::revision)).isEqualTo(status().applied());
            Generation current = current();
            Generation wayBack = node.store().all().get(3);

            node.pass(Duration.ofDays(31));
            applier.apply();

            assertThat(node.store().all()).containsExactly(wayBack, current);
        }
    }
}

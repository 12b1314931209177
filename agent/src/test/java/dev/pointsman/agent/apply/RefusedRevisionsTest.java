package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RefusedRevisionsTest {

    private static final String BAD = "b".repeat(40);
    private static final String OTHER = "c".repeat(40);

    @TempDir
    Path folder;

    private Path file;
    private Path configuration;
    private Path haproxy;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void makeMachine() throws IOException {
        file = folder.resolve("state/refused.json");
        configuration = Files.writeString(folder.resolve("agent.yaml"), "repository: /srv/a\n");
        haproxy = Files.writeString(folder.resolve("haproxy"), "2.6");
    }

    @Test
    void whatWasGivenUpIsGivenUpByTheNextAgentTooWithItsFindings() {
        Refusal refusal = refusal(BAD, true);
        agent("1").remember(refusal);

        RefusedRevisions restarted = agent("1");

        assertThat(restarted.recall()).contains(refusal);
        pass(Duration.ofDays(365));
        assertThat(restarted.rests(BAD)).isTrue();
        assertThat(restarted.rests(OTHER)).isFalse();
    }

    @Test
    void anotherVersionTriesAgain() {
        agent("1").remember(refusal(BAD, true));

        RefusedRevisions upgraded = agent("2");

        assertThat(upgraded.recall()).isEmpty();
        assertThat(upgraded.rests(BAD)).isFalse();
        assertThat(file).doesNotExist();
    }

    @Test
    void anotherConfigurationTriesAgain() throws IOException {
        agent("1").remember(refusal(BAD, true));
        Files.writeString(configuration, "repository: /srv/b\n");

        assertThat(agent("1").recall()).isEmpty();
    }

    @Test
    void anotherHaproxyTriesAgainAlsoWithoutARestartOfTheAgent() throws IOException {
        RefusedRevisions agent = agent("1");
        agent.remember(refusal(BAD, true));
        assertThat(agent.rests(BAD)).isTrue();

        Files.writeString(haproxy, "3.0, which is longer");

        assertThat(agent.rests(BAD)).isFalse();
        assertThat(agent("1").recall()).isEmpty();
    }

    @Test
    void whatSomethingStandsInTheWayOfIsTriedEverLessOften() {
        RefusedRevisions agent = agent("1");
        List<Long> waits = new ArrayList<>();
        for (int attempt = 0; attempt < 7; attempt++) {
            agent.remember(refusal(BAD, false));
            long seconds = 0;
            while (agent.rests(BAD)) {
                pass(Duration.ofSeconds(1));
                seconds++;
            }
            waits.add(seconds);
        }

        assertThat(waits).containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L);
        assertThat(file).doesNotExist();
        assertThat(agent("1").rests(BAD)).as("an agent that has just started").isFalse();
    }

    @Test
    void anotherRevisionDoesNotWaitForTheOneBefore() {
        RefusedRevisions agent = agent("1");
        agent.remember(refusal(BAD, false));
        agent.remember(refusal(BAD, false));

        assertThat(agent.rests(OTHER)).isFalse();
        agent.remember(refusal(OTHER, false));
        pass(RefusedRevisions.FIRST_WAIT);
        assertThat(agent.rests(OTHER)).isFalse();
    }

    @Test
    void whoAsksNeedNotWait() {
        RefusedRevisions agent = agent("1");
        agent.remember(refusal(BAD, false));

        agent.hurry();

        assertThat(agent.rests(BAD)).isFalse();
    }

    @Test
    void aClockThatIsTurnedBackHoldsNothingUp() {
        RefusedRevisions agent = agent("1");
        agent.remember(refusal(BAD, false));

        pass(Duration.ofHours(-5));

        assertThat(agent.rests(BAD)).isFalse();
    }

    @Test
    void whatIsForgottenLeavesNoFile() {
        RefusedRevisions agent = agent("1");
        agent.remember(refusal(BAD, true));
        assertThat(file).exists();

        agent.forget();

        assertThat(file).doesNotExist();
        assertThat(agent.rests(BAD)).isFalse();
    }

    @Test
    void aDamagedFileCostsOneMoreAttemptAndNothingElse() throws IOException {
        agent("1").remember(refusal(BAD, true));
        for (String damaged : List.of("{\"revision\":", "[]", "{\"revision\": null, \"findings\": []}", "")) {
            Files.writeString(file, damaged);

            RefusedRevisions agent = agent("1");

            assertThat(agent.recall()).isEmpty();
            assertThat(agent.rests(BAD)).isFalse();
        }
    }

    private RefusedRevisions agent(String version) {
        return new RefusedRevisions(
                new RefusalFile(file), new Circumstances(version, configuration, haproxy), () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static Refusal refusal(String revision, boolean isFinal) {
        return new Refusal(
                revision,
                List.of(
                        new Finding(
                                Severity.ERROR,
                                "missing-field",
                                new Place("a.yaml", 2, 3),
                                "HTTPRoute edge/shop",
                                "the field \"value\" is missing.",
                                "Add it."),
                        new Finding(Severity.WARNING, "idle", Place.ofFile("b.yaml"), "", "nobody \\ asks.", "")),
                isFinal);
    }
}

package dev.pointsman.agent.apply;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.lab.linux.Root;
import dev.pointsman.lab.linux.SmallDisk;
import dev.pointsman.pipeline.finding.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A disk that is full holds a revision up and marks it with nothing that outlasts the disk's being full. */
class FullDiskTest extends ApplyingNode {

    @BeforeEach
    void needRoot() {
        var missing = Root.missing();
        assumeTrue(missing.isEmpty(), () -> "mounting a small disk takes root: " + missing.orElseThrow());
    }

    @Test
    void aRevisionThatDoesNotFitWaitsUntilItDoes() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(layout.generations(), 512);
                RunningHaproxy running = serveFirst()) {
            Generation before = current();
            Applier agent = node.agent();
            agent.resume();
            disk.fill(12);
            String revision = fleet.commitHost("b.example.com");

            agent.apply();

            assertThat(node.store().current()).contains(before);
            assertThat(statusFor(HOST)).isEqualTo(500);
            assertThat(status().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.revision()).isEqualTo(revision);
                assertThat(refusal.isFinal()).isFalse();
                Finding finding = refusal.findings().getFirst();
                assertThat(finding.code()).isEqualTo("disk-full");
                assertThat(finding.message())
                        .contains("\"" + layout.generations() + "\"")
                        .containsPattern("needs \\d+ KiB, and \\d+ KiB are free");
                assertThat(finding.hint()).contains("Free some space there");
            });
            assertThat(layout.refusal()).doesNotExist();
            try (Stream<Path> entries = Files.list(layout.generations())) {
                assertThat(entries.map(entry -> entry.getFileName().toString()))
                        .containsExactlyInAnyOrder("filler", before.id());
            }
            Applier restarted = node.agent();
            restarted.resume();
            restarted.apply();
            assertThat(status().refused()).isPresent();

            disk.empty();
            node.pass(RefusedRevisions.FIRST_WAIT);
            restarted.apply();

            assertThat(status().refused()).isEmpty();
            assertThat(status().applied()).contains(revision);
            assertThat(statusFor(HOST)).isEqualTo(404);
            assertThat(statusFor("b.example.com")).isEqualTo(500);
        }
    }

    @Test
    void aRevisionThatCannotEvenBeFetchedWaitsToo() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(layout.state(), 2048);
                RunningHaproxy running = serveFirst()) {
            Generation before = current();
            Applier agent = node.agent();
            agent.resume();
            disk.fill(0);
            String revision = fleet.commitHost("b.example.com");

            agent.apply();
            node.pass(Duration.ofMinutes(1));
            agent.apply();

            assertThat(status().problems().get(Phase.FETCH)).contains("No space left on device");
            assertThat(node.store().current()).contains(before);
            assertThat(statusFor(HOST)).isEqualTo(500);

            disk.empty();
            agent.apply();

            assertThat(status().problems()).isEmpty();
            assertThat(status().applied()).contains(revision);
            assertThat(statusFor("b.example.com")).isEqualTo(500);
        }
    }
}

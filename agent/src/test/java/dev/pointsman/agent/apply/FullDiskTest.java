package dev.pointsman.agent.apply;

import java.io.IOException;
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
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A disk that is full holds a revision up and marks it with nothing that outlasts the disk's being full. */
class FullDiskTest {

    @TempDir
    Path folder;

    private NodeLayout layout;
    private TestFleet fleet;
    private TestNode node;

    @BeforeEach
    void makeNode() throws IOException {
        var missing = Root.missing();
        assumeTrue(missing.isEmpty(), () -> "mounting a small disk takes root: " + missing.orElseThrow());
        layout = new NodeLayout(folder.resolve("node"));
        fleet = TestFleet.make(folder);
        node = new TestNode(layout, fleet.repository());
    }

    @Test
    void aRevisionThatDoesNotFitWaitsUntilItDoes() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(layout.generations(), 512);
                RunningHaproxy running = serveFirst()) {
            Generation before = node.store().current().orElseThrow();
            Applier agent = node.agent();
            agent.resume();
            disk.fill(12);
            String revision = fleet.commitHost("b.example.com");

            agent.apply();

            assertThat(node.store().current()).contains(before);
            assertThat(statusFor("a.example.com")).isEqualTo("500");
            assertThat(node.board().read().refused()).hasValueSatisfying(refusal -> {
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
            assertThat(node.board().read().refused()).isPresent();

            disk.empty();
            node.pass(RefusedRevisions.FIRST_WAIT);
            restarted.apply();

            assertThat(node.board().read().refused()).isEmpty();
            assertThat(node.board().read().applied()).contains(revision);
            assertThat(statusFor("a.example.com")).isEqualTo("404");
            assertThat(statusFor("b.example.com")).isEqualTo("500");
        }
    }

    @Test
    void aRevisionThatCannotEvenBeFetchedWaitsToo() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(layout.state(), 2048);
                RunningHaproxy running = serveFirst()) {
            Generation before = node.store().current().orElseThrow();
            Applier agent = node.agent();
            agent.resume();
            disk.fill(0);
            String revision = fleet.commitHost("b.example.com");

            agent.apply();
            node.pass(Duration.ofMinutes(1));
            agent.apply();

            assertThat(node.board().read().problems().get(Phase.FETCH)).contains("No space left on device");
            assertThat(node.store().current()).contains(before);
            assertThat(statusFor("a.example.com")).isEqualTo("500");

            disk.empty();
            agent.apply();

            assertThat(node.board().read().problems()).isEmpty();
            assertThat(node.board().read().applied()).contains(revision);
            assertThat(statusFor("b.example.com")).isEqualTo("500");
        }
    }

    private RunningHaproxy serveFirst() throws IOException {
        fleet.commitFirst();
        node.agent().apply();
        return RunningHaproxy.start(layout);
    }

    private String statusFor(String host) throws IOException {
        return TestNode.request(fleet.port(), host, "/").split(" ")[1];
    }
}

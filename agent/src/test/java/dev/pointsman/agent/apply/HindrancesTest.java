package dev.pointsman.agent.apply;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.agent.certificate.TestPair;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.agent.revision.Pipeline;
import dev.pointsman.agent.revision.RenderedNode;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What stands in a revision's way on this node and may go away: it is tried again, ever less often. */
class HindrancesTest extends ApplyingNode {

    @Test
    void aPortThatSomebodyElseHasHindersOnlyAsLongAsItIsTaken() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent();
            int taken;
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.9.0.10"))) {
                taken = other.getLocalPort();
                fleet.commitListener(taken);

                applier.apply();

                assertThat(status().refused()).hasValueSatisfying(refusal -> {
                    assertThat(refusal.isFinal()).isFalse();
                    assertThat(refusal.findings()).extracting(Finding::code).containsExactly("port-taken");
                });
                assertThat(statusFor(HOST)).isEqualTo(500);
                assertThat(node.changes().reloads()).isEmpty();
            }

            node.pass(RefusedRevisions.FIRST_WAIT);
            applier.apply();

            assertThat(status().refused()).isEmpty();
            assertThat(statusAt(taken, HOST)).isEqualTo(500);
        }
    }

    @Test
    void aPortThatStaysTakenIsTriedEverLessOftenAndAnotherCommitAtOnce() throws Exception {
        List<Phase> steps = new ArrayList<>();
        ApplyListener watcher = new ApplyListener() {
            @Override
            public void entered(Phase phase) {
                steps.add(phase);
            }
        };
        try (RunningHaproxy running = serveFirst();
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.9.0.10"))) {
            Applier applier = node.agent(watcher);
            fleet.commitListener(other.getLocalPort());

            for (int second = 0; second < 300; second++) {
                applier.apply();
                node.pass(Duration.ofSeconds(1));
            }

            // After 0, 5, 15, 35, 75, 135, 195 and 255 seconds.
            assertThat(steps).filteredOn(Phase.CHECK::equals).hasSize(8);
            assertThat(status().refused()).isPresent();
            assertThat(node.changes().reloads()).isEmpty();
            fleet.commitFirst();
            applier.apply();
            assertThat(status().refused()).isEmpty();
        }
    }

    @Test
    void aCertificateThatTheNodeDoesNotHaveHindersOnlyUntilItIsThere() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = node.agent();
            fleet.commitTlsListener(freePort());

            applier.apply();

            assertThat(status().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.isFinal()).isFalse();
                assertThat(refusal.findings())
                        .extracting(Finding::message)
                        .containsExactly(
                                "\"" + layout.root() + "/etc/pointsman/certs/edge/web/tls.crt\" is not there.",
                                "\"" + layout.root() + "/etc/pointsman/certs/edge/web/tls.key\" is not there.");
            });
            assertThat(node.changes().reloads()).isEmpty();

            ResourceName web = new ResourceName("edge", "web");
            TestPair.of("throwaway").install(layout, web);
            Path key = layout.privateKey(web);
            String whole = Files.readString(key);
            Files.writeString(key, whole.substring(0, whole.length() / 2));
            applier.applyNow();

            assertThat(status().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.isFinal()).isFalse();
                assertThat(refusal.findings())
                        .extracting(Finding::message)
                        .containsExactly("\"" + key + "\" holds no private key in PEM, or only a part of one.");
            });

            Files.writeString(key, whole);
            applier.applyNow();

            assertThat(status().refused()).isEmpty();
            assertThat(node.changes().reloads()).hasSize(1);
        }
    }

    @Test
    void aDefectIsNotMetAtEveryPoll() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            List<String> attempts = new ArrayList<>();
            Applier applier = node.agent(new Defective(attempts), RunningHaproxy.program());
            fleet.commitHost("b.example.com");

            for (int second = 0; second < 60; second++) {
                applier.apply();
                node.pass(Duration.ofSeconds(1));
            }

            assertThat(status().problems().get(Phase.COMPILE)).contains("no such thing");
            assertThat(attempts).hasSize(4);
            assertThat(statusFor(HOST)).isEqualTo(500);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.9.0.10"))) {
            return socket.getLocalPort();
        }
    }

    /** Fails at every revision in a way that nobody has thought of. */
    private record Defective(List<String> attempts) implements Pipeline {

        @Override
        public Compilation compile(DefinitionSet definitions) {
            attempts.add("once more");
            throw new IllegalStateException("no such thing");
        }

        @Override
        public RenderedNode render(Plan plan, String node, String revision) {
            throw new IllegalStateException("never called");
        }
    }
}

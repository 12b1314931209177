package dev.pointsman.agent.apply;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.haproxy.ReloadVerdict;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.NodePipeline;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.agent.revision.Pipeline;
import dev.pointsman.agent.revision.RenderedNode;
import dev.pointsman.agent.revision.RevisionStep;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Revisions from a real repository to a real HAProxy, and the way back. */
class ApplierTest {

    @TempDir
    Path folder;

    private NodeLayout layout;
    private TestFleet fleet;
    private GenerationStore store;
    private StatusBoard board;
    private TestNode node;
    private List<ReloadVerdict> reloads;
    private List<AppliedPlan> plans;
    private List<String> releases;
    private List<Refusal> refusals;

    @BeforeEach
    void makeNode() throws IOException {
        layout = new NodeLayout(folder.resolve("node"));
        fleet = TestFleet.make(folder);
        node = new TestNode(layout, fleet.repository());
        store = node.store();
        reloads = node.changes().reloads();
        plans = node.plans();
        releases = node.releases();
        refusals = node.refusals();
    }

    @Test
    void aNewNodePreparesItsFirstRevisionAndServesItOnceHaproxyIsThere() throws Exception {
        String revision = fleet.commitFirst();
        Applier applier = agent();

        applier.resume();
        applier.apply();

        assertThat(board.read().applied()).contains(revision);
        assertThat(board.read().problems().get(Phase.RELOAD)).contains("HAProxy does not answer");
        assertThat(plans).extracting(AppliedPlan::node).containsExactly("node-a");
        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            applier.apply();

            assertThat(board.read().problems()).isEmpty();
            assertThat(statusFor("a.example.com")).isEqualTo(500);
            assertThat(reloads).doesNotHaveAnyElementsOfTypes(ReloadVerdict.Live.class);
        }
    }

    @Test
    void anEmptyRepositoryIsSaidToBeEmptyUntilItsFirstCommitComes() throws Exception {
        Applier applier = agent();
        applier.resume();

        applier.apply();

        assertThat(board.read().problems().get(Phase.FETCH)).contains("no commit yet");
        assertThat(board.read().applied()).isEmpty();
        assertThat(plans).isEmpty();

        String revision = fleet.commitFirst();
        applier.apply();

        assertThat(board.read().problems()).doesNotContainKey(Phase.FETCH);
        assertThat(board.read().applied()).contains(revision);
    }

    @Test
    void aNewRevisionOfWhichTablesAloneChangeIsServedWithoutAReload() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent();
            applier.resume();
            String revision = fleet.commitHost("b.example.com");

            applier.apply();
            applier.apply();

            assertThat(board.read().applied()).contains(revision);
            assertThat(board.read().fetched()).contains(revision);
            assertThat(statusFor("a.example.com")).isEqualTo(404);
            assertThat(statusFor("b.example.com")).isEqualTo(500);
            assertThat(reloads).isEmpty();
            assertThat(node.changes().edits()).hasSize(1);
        }
    }

    @Test
    void aRevisionThatChangesNothingForTheNodeIsAppliedWithoutAReload() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent();
            String revision = fleet.commitComment("hello");

            applier.apply();

            assertThat(board.read().applied()).contains(revision);
            assertThat(store.current().map(Generation::revision)).contains(revision);
            assertThat(reloads).isEmpty();
        }
    }

    @Test
    void aBrokenRevisionIsRefusedWithItsPlaceAndTheLastGoodOneServes() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent();
            applier.resume();
            String good = board.read().applied().orElseThrow();
            String broken = fleet.commitMistake();

            applier.apply();
            applier.apply();

            assertThat(board.read().fetched()).contains(broken);
            assertThat(board.read().applied()).contains(good);
            assertThat(board.read().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.revision()).isEqualTo(broken);
                assertThat(refusal.findings())
                        .extracting(Finding::toString)
                        .anyMatch(finding -> finding.startsWith("route.yaml:2:1") && finding.contains("\"knd\""));
            });
            assertThat(refusals).hasSize(1);
            assertThat(statusFor("a.example.com")).isEqualTo(500);
            assertThat(reloads).isEmpty();

            String repaired = fleet.commitHost("c.example.com");
            applier.apply();

            assertThat(board.read().refused()).isEmpty();
            assertThat(board.read().applied()).contains(repaired);
            assertThat(statusFor("c.example.com")).isEqualTo(500);
        }
    }

    @Test
    void aForcePushBackToWhatIsServedEndsTheRefusal() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent();
            applier.resume();
            fleet.commitMistake();
            applier.apply();
            String kept = fleet.dropLastCommit();

            applier.apply();

            assertThat(board.read().fetched()).contains(kept);
            assertThat(board.read().refused()).isEmpty();
            assertThat(reloads).isEmpty();
        }
    }

    @Test
    void withoutGitTheLastGoodGenerationIsServedAndItsPlanIsKnown() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            String revision = store.current().orElseThrow().revision();
            Files.move(fleet.repository(), folder.resolve("away.git"));
            plans.clear();
            Applier applier = agent();

            applier.resume();
            applier.apply();

            assertThat(board.read().applied()).contains(revision);
            assertThat(board.read().problems().get(Phase.FETCH)).contains("no Git repository");
            assertThat(plans).singleElement().satisfies(plan -> {
                assertThat(plan.revision()).isEqualTo(revision);
                assertThat(plan.plan().routeGroups()).isNotEmpty();
            });
            Files.move(folder.resolve("away.git"), fleet.repository());
            applier.apply();
            assertThat(board.read().problems()).isEmpty();
        }
    }

    @Test
    void aPortThatSomebodyElseHasHindersOnlyAsLongAsItIsTaken() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent();
            int taken;
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.9.0.10"))) {
                taken = other.getLocalPort();
                fleet.commitListener(taken);

                applier.apply();

                assertThat(board.read().refused()).hasValueSatisfying(refusal -> {
                    assertThat(refusal.isFinal()).isFalse();
                    assertThat(refusal.findings()).extracting(Finding::code).containsExactly("port-taken");
                });
                assertThat(statusFor("a.example.com")).isEqualTo(500);
                assertThat(reloads).isEmpty();
            }

            node.pass(RefusedRevisions.FIRST_WAIT);
            applier.apply();

            assertThat(board.read().refused()).isEmpty();
            assertThat(statusAt(taken, "a.example.com")).isEqualTo(500);
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
            assertThat(node.board().read().refused()).isPresent();
            assertThat(reloads).isEmpty();
            fleet.commitFirst();
            applier.apply();
            assertThat(node.board().read().refused()).isEmpty();
        }
    }

    @Test
    void aCertificateThatTheNodeDoesNotHaveHindersOnlyUntilItIsThere() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent();
            fleet.commitTlsListener(freePort());

            applier.apply();

            assertThat(board.read().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.isFinal()).isFalse();
                assertThat(refusal.findings())
                        .extracting(Finding::message)
                        .containsExactly(
                                "\"" + layout.root() + "/etc/pointsman/certs/edge/web/tls.crt\" is not there.",
                                "\"" + layout.root() + "/etc/pointsman/certs/edge/web/tls.key\" is not there.");
            });
            assertThat(reloads).isEmpty();

            makePair(new ResourceName("edge", "web"));
            Path key = layout.privateKey(new ResourceName("edge", "web"));
            String whole = Files.readString(key);
            Files.writeString(key, whole.substring(0, whole.length() / 2));
            applier.applyNow();

            assertThat(board.read().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.isFinal()).isFalse();
                assertThat(refusal.findings())
                        .extracting(Finding::message)
                        .containsExactly("\"" + key + "\" holds no private key in PEM, or only a part of one.");
            });

            Files.writeString(key, whole);
            applier.applyNow();

            assertThat(board.read().refused()).isEmpty();
            assertThat(reloads).hasSize(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.9.0.10"))) {
            return socket.getLocalPort();
        }
    }

    private void makePair(ResourceName secret) throws IOException, InterruptedException {
        Path chain = layout.certificate(secret);
        Files.createDirectories(chain.getParent());
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "1",
                        "-subj",
                        "/CN=throwaway",
                        "-out",
                        chain.toString(),
                        "-keyout",
                        layout.privateKey(secret).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor()).isZero();
    }

    @Test
    void anAddressThatTheNodeDoesNotHaveIsSaidBeforeHaproxyTrips() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent();
            fleet.commit("gateway.yaml", text -> text.replace("127.9.0.10", "192.0.2.77"));

            applier.apply();

            assertThat(board.read().refused())
                    .hasValueSatisfying(refusal -> assertThat(refusal.findings())
                            .singleElement()
                            .asString()
                            .contains("\"192.0.2.77\"", "pointsman install"));
            assertThat(reloads).isEmpty();
        }
    }

    @Test
    void whatHaproxyRefusesIsRefusedAndLeavesNoGenerationBehind() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent(new Broken(), RunningHaproxy.program());
            String revision = fleet.commitHost("b.example.com");

            applier.apply();

            assertThat(board.read().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.revision()).isEqualTo(revision);
                assertThat(refusal.findings()).singleElement().asString().contains("unknown keyword 'nonsense'");
            });
            assertThat(store.all()).hasSize(1);
            assertThat(reloads).isEmpty();
        }
    }

    @Test
    void aWorkerThatDoesNotComeUpBringsThePreviousGenerationBackAndTheRevisionIsGivenUp() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Generation before = store.current().orElseThrow();
            // A check that overlooks what the reload stumbles over.
            Applier applier = agent(new Broken(), yesSayer());
            applier.resume();
            String revision = fleet.commitHost("b.example.com");

            applier.apply();
            applier.apply();

            assertThat(store.current()).contains(before);
            assertThat(statusFor("a.example.com")).isEqualTo(500);
            assertThat(board.read().applied()).contains(before.revision());
            assertThat(board.read().refused()).hasValueSatisfying(refusal -> {
                assertThat(refusal.revision()).isEqualTo(revision);
                assertThat(refusal.isFinal()).isTrue();
                assertThat(refusal.findings()).extracting(Finding::code).containsExactly("reload-failed");
            });
            assertThat(reloads).singleElement().isInstanceOf(ReloadVerdict.Failed.class);

            String next = fleet.commitHost("c.example.com");
            Applier repaired = agent();
            repaired.apply();
            assertThat(board.read().applied()).contains(next);
        }
    }

    @Test
    void aRevisionThatHaproxyDidNotTakeIsNotTriedAgainByAnAgentThatIsStartedAnew() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Generation before = store.current().orElseThrow();
            String bad = fleet.commitHost("b.example.com");
            agent(new Broken(), yesSayer()).apply();
            assertThat(reloads).hasSize(1);

            for (int start = 0; start < 3; start++) {
                Applier restarted = agent(new Broken(), folder.resolve("haproxy-that-says-yes"));
                restarted.resume();
                assertThat(board.read().refused()).hasValueSatisfying(refusal -> {
                    assertThat(refusal.revision()).isEqualTo(bad);
                    assertThat(refusal.findings()).extracting(Finding::code).containsExactly("reload-failed");
                });
                restarted.apply();
                node.pass(Duration.ofDays(1));
                restarted.apply();
            }

            assertThat(reloads).hasSize(1);
            assertThat(store.all()).containsExactly(before);
            String next = fleet.commitHost("c.example.com");
            Applier repaired = agent();
            repaired.resume();
            repaired.apply();
            assertThat(board.read().applied()).contains(next);
            assertThat(board.read().refused()).isEmpty();
            assertThat(layout.refusal()).doesNotExist();
        }
    }

    @Test
    void aDefectIsNotMetAtEveryPoll() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            List<String> attempts = new ArrayList<>();
            Applier applier = agent(new Defective(attempts), RunningHaproxy.program());
            fleet.commitHost("b.example.com");

            for (int second = 0; second < 60; second++) {
                applier.apply();
                node.pass(Duration.ofSeconds(1));
            }

            assertThat(board.read().problems().get(Phase.COMPILE)).contains("no such thing");
            assertThat(attempts).hasSize(4);
            assertThat(statusFor("a.example.com")).isEqualTo(500);
        }
    }

    @Test
    void routesThatGoAreReleasedBeforeAndNewOnesAreKeptAfterHaproxyListensOtherwise() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            String before = store.current().orElseThrow().revision();
            Applier applier = agent();
            applier.resume();
            String revision = fleet.commitHost("b.example.com");

            applier.apply();

            assertThat(releases).containsExactly(before + " is served");
            assertThat(plans).extracting(AppliedPlan::revision).containsExactly(before, revision);
        }
    }

    @Test
    void routesThatWereReleasedForARevisionThatIsNotServedAfterAllAreWantedAgain() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            String before = store.current().orElseThrow().revision();
            Applier applier = agent(new Broken(), yesSayer());
            applier.resume();
            fleet.commitHost("b.example.com");

            applier.apply();

            assertThat(releases).hasSize(1);
            assertThat(plans).extracting(AppliedPlan::revision).containsExactly(before, before);
        }
    }

    @Test
    void whatIsNewIsRoutedOnlyOnceHaproxyListensForIt() throws Exception {
        Applier applier;
        String revision;
        try (RunningHaproxy running = serveFirst()) {
            applier = agent();
            applier.resume();
            plans.clear();
            revision = fleet.commitHost("b.example.com");
            running.freeze();

            applier.apply();

            assertThat(board.read().applied()).contains(revision);
            assertThat(plans).isEmpty();
            running.thaw();
            RunningHaproxy.until(Duration.ofSeconds(30), () -> {
                applier.apply();
                return !plans.isEmpty();
            });
            assertThat(plans).extracting(AppliedPlan::revision).containsExactly(revision);
            assertThat(statusFor("b.example.com")).isEqualTo(500);
        }
    }

    @Test
    void aCrashBetweenSwitchAndReloadEndsOnTheNewGeneration() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier first = agent();
            String revision = fleet.commitHost("b.example.com");
            prepareWithoutReload();

            Applier restarted = agent();
            restarted.resume();

            assertThat(board.read().applied()).contains(revision);
            assertThat(statusFor("b.example.com")).isEqualTo(500);
            assertThat(reloads).isEmpty();
            assertThat(node.changes().edits()).hasSize(1);
            assertThat(first).isNotSameAs(restarted);
        }
    }

    @Test
    void aCrashBeforeABadReloadEndsOnTheGenerationThatHaproxyStillServes() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Generation before = store.current().orElseThrow();
            store.switchTo(store.write(
                    "b".repeat(40),
                    "b".repeat(64),
                    Clock.systemUTC().instant(),
                    java.util.Map.of("haproxy.cfg", "nonsense\n"),
                    List.of()));

            Applier restarted = agent();
            restarted.resume();

            assertThat(store.current()).contains(before);
            assertThat(board.read().applied()).contains(before.revision());
            assertThat(board.read().refused())
                    .hasValueSatisfying(
                            refusal -> assertThat(refusal.revision()).isEqualTo("b".repeat(40)));
            assertThat(statusFor("a.example.com")).isEqualTo(500);
        }
    }

    @Test
    void aNodeThatTheFleetDoesNotHaveRefusesTheRevisionAndNamesTheNodesThereAre() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent();
            fleet.commit("fleet.yaml", text -> text.replace("address: 127.0.0.1,", "address: 192.0.2.1,"));

            applier.apply();

            assertThat(board.read().refused())
                    .hasValueSatisfying(refusal -> assertThat(refusal.findings())
                            .singleElement()
                            .asString()
                            .contains("node-a (192.0.2.1)", "node-b (127.0.0.2)"));
        }
    }

    @Test
    void oldGenerationsGoAndThoseInUseStay() throws Exception {
        try (RunningHaproxy running = serveFirst()) {
            Applier applier = agent();
            for (int number = 0; number < 7; number++) {
                fleet.commitHost("host-" + number + ".example.com");
                applier.apply();
                node.pass(Duration.ofSeconds(1));
            }

            assertThat(store.all()).hasSize(5);
            assertThat(store.current().map(Generation::revision))
                    .isEqualTo(board.read().applied());
            Generation current = store.current().orElseThrow();
            Generation wayBack = store.all().get(3);

            node.pass(Duration.ofDays(31));
            applier.apply();

            assertThat(store.all()).containsExactly(wayBack, current);
        }
    }

    private RunningHaproxy serveFirst() throws IOException {
        fleet.commitFirst();
        Applier applier = agent();
        applier.apply();
        RunningHaproxy running = RunningHaproxy.start(layout);
        reloads.clear();
        plans.clear();
        releases.clear();
        return running;
    }

    private Applier agent() {
        return agent(pipeline(), RunningHaproxy.program());
    }

    private NodePipeline pipeline() {
        return node.pipeline();
    }

    private Applier agent(Pipeline pipeline, Path haproxy) {
        Applier applier = node.agent(pipeline, haproxy);
        board = node.board();
        return applier;
    }

    /** Everything up to the switch, as an agent does that is killed then. */
    private void prepareWithoutReload() throws Exception {
        var attempt = dev.pointsman.agent.revision.Attempt.begin();
        for (RevisionStep step : node.steps(pipeline(), RunningHaproxy.program(), node.served())) {
            if (step.phase() != Phase.RELOAD) {
                attempt = step.take(attempt);
            }
        }
    }

    private int statusFor(String host) throws Exception {
        return statusAt(fleet.port(), host);
    }

    private static int statusAt(int port, String host) throws Exception {
        try (java.net.Socket socket = new java.net.Socket("127.9.0.10", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.0\r\nHost: " + host + "\r\n\r\n")
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    private Path yesSayer() throws IOException {
        Path program = Files.writeString(folder.resolve("haproxy-that-says-yes"), "#!/bin/sh\nexit 0\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
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

    /** Renders a line that HAProxy does not know. */
    private final class Broken implements Pipeline {

        @Override
        public Compilation compile(DefinitionSet definitions) {
            return pipeline().compile(definitions);
        }

        @Override
        public RenderedNode render(Plan plan, String node, String revision) {
            RenderedNode good = pipeline().render(plan, node, revision);
            var files = new java.util.TreeMap<>(good.files());
            files.merge("haproxy.cfg", "nonsense\n", String::concat);
            return new RenderedNode("d".repeat(64), files, good.listens());
        }
    }
}

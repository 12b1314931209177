package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.pipeline.change.ReloadReason;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Revisions that change little, on a real HAProxy: what it serves is new, and the worker is the same. */
class CheapestChangeTest {

    private static final String HOST = "a.example.com";

    @TempDir
    Path folder;

    private NodeLayout layout;
    private TestFleet fleet;
    private TestNode node;
    private EchoServer one;
    private EchoServer two;

    @BeforeEach
    void makeNode() throws IOException {
        layout = new NodeLayout(folder.resolve("node"));
        fleet = TestFleet.make(folder);
        node = new TestNode(layout, fleet.repository());
        one = new EchoServer("one");
        two = new EchoServer("two");
    }

    @AfterEach
    void stopServers() {
        one.close();
        two.close();
    }

    @Test
    void anEndpointThatIsAddedServesWithoutAReloadAndAlsoAfterARestart() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            Applier agent = node.agent();
            agent.resume();
            String revision = shop(one, two).commitTo(fleet);

            agent.apply();

            assertServesWithoutReload(revision, 1);
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            assertThat(node.board().read().lastChange())
                    .startsWith("changed at run time")
                    .contains("1 servers added");
            assertThat(String.join("\n", node.worker().ask("show servers state")))
                    .contains(" " + two.endpoint().replace(':', '-') + " ");
        }
        try (RunningHaproxy restarted = RunningHaproxy.start(layout)) {
            node.agent().resume();
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
        }
    }

    @Test
    void anEndpointThatGoesAnswersWhatItHasBegunAndIsRemovedThen() throws Exception {
        try (RunningHaproxy running = serve(shop(one, two))) {
            Applier agent = node.agent();
            agent.resume();
            CompletableFuture<String> slow = inBackground("/slow");
            CompletableFuture<String> slowToo = inBackground("/slow");
            RunningHaproxy.until(Duration.ofSeconds(10), () -> isBusy(one) && isBusy(two));
            String revision = shop(two).commitTo(fleet);

            agent.apply();

            assertServesWithoutReload(revision, 1);
            assertThat(answers(HOST, "/")).containsExactly("two");
            assertThat(Set.of(slow.get(), slowToo.get())).containsExactlyInAnyOrder("one", "two");
            RunningHaproxy.until(Duration.ofSeconds(30), () -> {
                agent.apply();
                return !serverNames().contains(one.endpoint().replace(':', '-'));
            });
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void anEndpointThatComesBackBeforeItIsGoneServesAgain() throws Exception {
        try (RunningHaproxy running = serve(shop(one, two))) {
            Applier agent = node.agent();
            agent.resume();
            CompletableFuture<String> slow = inBackground("/slow");
            CompletableFuture<String> slowToo = inBackground("/slow");
            RunningHaproxy.until(Duration.ofSeconds(10), () -> isBusy(one) && isBusy(two));
            shop(two).commitTo(fleet);
            agent.apply();
            String revision = shop(one, two).commitTo(fleet);

            agent.apply();

            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.store().current().map(Generation::revision)).contains(revision);
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            slow.get();
            slowToo.get();
        }
    }

    @Test
    void weightsChangeWithoutAReload() throws Exception {
        try (RunningHaproxy running = serve(canary(1, 1))) {
            Applier agent = node.agent();
            agent.resume();
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            String revision = canary(1, 1000_000).commitTo(fleet);

            agent.apply();

            assertServesWithoutReload(revision, 1);
            assertThat(answers(HOST, "/")).containsExactly("two");
        }
    }

    @Test
    void hostsAndPathsComeAndGoWithoutAReload() throws Exception {
        TestServices services = canary(1, 1).route("z.example.com", "/", Map.of("one", 1, "two", 1));
        try (RunningHaproxy running = serve(services)) {
            Applier agent = node.agent();
            agent.resume();
            services.route("0.example.com", "/two", Map.of("two", 1))
                    .route(HOST, "/two", Map.of("two", 1))
                    .commitTo(fleet);

            agent.apply();

            assertThat(answers("0.example.com", "/two/x")).containsExactly("two");
            assertThat(answers(HOST, "/two")).containsExactly("two");
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            services.without(HOST, "/").without("0.example.com", "/two").commitTo(fleet);
            agent.apply();

            assertThat(answers("0.example.com", "/two/x")).containsExactly("no rule matches this request");
            assertThat(answers(HOST, "/")).containsExactly("no rule matches this request");
            assertThat(answers(HOST, "/two")).containsExactly("two");
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.changes().edits()).hasSize(2);
        }
    }

    @Test
    void aServerThatIsAddedKeepsItsClientsByCookieLikeTheOthers() throws Exception {
        String policy = """
                apiVersion: pointsman.dev/v1
                kind: BackendPolicy
                metadata: {name: sticky, namespace: edge}
                spec:
                  targetRefs: [{kind: Service, name: shop}]
                  persistence: {cookie: SRV}
                """;
        try (RunningHaproxy running = serve(shop(one).and(policy))) {
            Applier agent = node.agent();
            agent.resume();
            shop(one, two).and(policy).commitTo(fleet);

            agent.apply();

            assertThat(node.changes().reloads()).isEmpty();
            String cookie = cookieOf("two");
            for (int i = 0; i < 6; i++) {
                assertThat(TestNode.who(TestNode.request(fleet.port(), HOST, "/", "Cookie: " + cookie)))
                        .isEqualTo("two");
            }
        }
    }

    @Test
    void aWorkerThatDoesSomethingElseThanItSaysIsReloaded() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            Applier agent = node.agent();
            agent.resume();
            // Somebody else has taken the name for another address.
            node.worker().ask("add server edge_shop_80/" + two.endpoint().replace(':', '-') + " 127.0.0.1:1");
            String revision = shop(one, two).commitTo(fleet);

            agent.apply();

            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::cause)
                    .containsExactly(ReloadReason.Cause.COMMAND_FAILED);
            assertThat(node.board().read().applied()).contains(revision);
            assertThat(node.board().read().lastChange()).contains("reloaded", "should be " + two.endpoint());
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            assertServes(revision);
        }
    }

    @Test
    void aWorkerThatWasLeftInTheMiddleIsReloaded() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            String revision = node.store().current().orElseThrow().revision();
            node.worker().name(node.worker().identity().unfinished());

            node.agent().resume();

            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::cause)
                    .containsExactly(ReloadReason.Cause.UNFINISHED);
            assertServes(revision);
        }
    }

    @Test
    void aWorkerIsToldTheRevisionThatChangesNothing() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            Applier agent = node.agent();
            agent.resume();
            String revision = shop(one).and("# nothing\n").commitTo(fleet);

            agent.apply();

            assertServesWithoutReload(revision, 0);
        }
    }

    @Test
    void anotherPortIsAReloadThatSaysWhy() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            Applier agent = node.agent();
            agent.resume();

            fleet.commitListener(RunningHaproxy.freePort());
            agent.apply();

            assertThat(node.changes().reloads()).hasSize(1);
            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::sentence)
                    .anyMatch(sentence -> sentence.startsWith("\"frontend 127.9.0.10:") && sentence.endsWith("is new"));
        }
    }

    private RunningHaproxy serve(TestServices services) throws IOException {
        fleet.commitFirst();
        services.commitTo(fleet);
        node.agent().apply();
        assertThat(node.board().read().refused()).isEmpty();
        RunningHaproxy running = RunningHaproxy.start(layout);
        node.changes().clear();
        return running;
    }

    private static TestServices shop(EchoServer... servers) {
        return new TestServices()
                .service(
                        "shop",
                        List.of(servers).stream().map(EchoServer::endpoint).toList())
                .route(HOST, "/", Map.of("shop", 1));
    }

    private TestServices canary(int toOne, int toTwo) {
        return new TestServices()
                .service("one", List.of(one.endpoint()))
                .service("two", List.of(two.endpoint()))
                .route(HOST, "/", Map.of("one", toOne, "two", toTwo));
    }

    private void assertServesWithoutReload(String revision, int edits) throws IOException {
        assertThat(node.changes().reloads()).isEmpty();
        assertThat(node.changes().edits().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(edits);
        assertServes(revision);
    }

    private void assertServes(String revision) throws IOException {
        Generation generation = node.store().current().orElseThrow();
        assertThat(generation.revision()).isEqualTo(revision);
        assertThat(node.worker().identity().digest()).isEqualTo(Optional.of(generation.digest()));
        assertThat(node.worker().identity().revision()).isEqualTo(revision);
        assertThat(node.board().read().problems()).isEmpty();
    }

    /** Everybody who answers some requests. */
    private Set<String> answers(String host, String path) throws IOException {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            answers.add(TestNode.who(TestNode.request(fleet.port(), host, path)));
        }
        return answers;
    }

    private CompletableFuture<String> inBackground(String path) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer.complete(requestTo(HOST, path)));
        return answer;
    }

    private String requestTo(String host, String path) {
        try {
            return TestNode.who(TestNode.request(fleet.port(), host, path));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String cookieOf(String who) throws IOException {
        for (int i = 0; i < 50; i++) {
            String answer = TestNode.request(fleet.port(), HOST, "/");
            if (TestNode.who(answer).equals(who)) {
                return answer.lines()
                        .filter(line -> line.toLowerCase().startsWith("set-cookie: srv="))
                        .map(line -> line.substring("set-cookie: ".length(), line.indexOf(';')))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(answer));
            }
        }
        throw new AssertionError("never answered: " + who);
    }

    private List<String> serverNames() {
        try {
            return node.worker().ask("show servers state").stream()
                    .filter(line -> line.split(" ").length > 4)
                    .map(line -> line.split(" ")[3])
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private boolean isBusy(EchoServer server) {
        try {
            String row = "edge_shop_80/" + server.endpoint().replace(':', '-') + " ";
            return node.worker().ask("show servers conn edge_shop_80").stream()
                    .filter(line -> line.startsWith(row))
                    .anyMatch(line -> !line.split(" ")[6].equals("0"));
        } catch (IOException e) {
            return false;
        }
    }
}

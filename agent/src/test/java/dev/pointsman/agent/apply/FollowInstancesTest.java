package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.discovery.DiscoveryJournal;
import dev.pointsman.agent.discovery.InstanceDiscovery;
import dev.pointsman.agent.discovery.KeptInstances;
import dev.pointsman.agent.discovery.KnownInstances;
import dev.pointsman.agent.discovery.Pace;
import dev.pointsman.agent.ec2.AwsInstances;
import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.agent.revision.Pipeline;
import dev.pointsman.agent.revision.RevisionStep;
import dev.pointsman.agent.revision.ServedGeneration;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.fault.Availability;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.vpc.Instance.State;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Service that selects instances by tag, on a real HAProxy with the lab's EC2: what comes serves, what goes drains, and nothing is reloaded.
 *
 * <p>Every address of 127.0.0.0/8 is this machine's, so one server answers for all instances and says as which.
 */
class FollowInstancesTest {

    private static final String HOST = "a.example.com";
    private static final String ZONE = "eu-central-1a";
    private static final Map<String, String> SHOP = Map.of("app", "shop");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private NodeLayout layout;
    private TestFleet fleet;
    private TestNode node;
    private Ec2Lab ec2;
    private EchoServer server;
    private Applier agent;
    private InstanceDiscovery discovery;
    private InstanceFollower follower;

    @BeforeEach
    void makeNode() throws IOException {
        layout = new NodeLayout(folder.resolve("node"));
        fleet = TestFleet.make(folder);
        node = new TestNode(layout, fleet.repository());
        ec2 = Ec2Lab.start();
        server = EchoServer.everywhere();
        fleet.commitFirst();
        fleet.commit("fleet.yaml", text -> text.replaceFirst("vpcId: .*", "vpcId: " + VpcBuilder.VPC_ID));
        startAgent();
    }

    @AfterEach
    void stopAll() {
        ec2.close();
        server.close();
    }

    @Test
    void anInstanceThatAppearsServesWithoutAReloadAndAlsoAfterARestart() throws Exception {
        launch(1);
        try (RunningHaproxy running = serve()) {
            assertThat(answers()).containsExactly("127.20.0.1");
            String revision = served().revision();

            launch(2);
            look();

            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2");
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(served().revision()).isEqualTo(revision);
            assertThat(node.worker().identity().digest()).contains(served().digest());
            assertThat(node.board().read().lastChange()).contains("1 servers added");
            assertThat(node.board().read().problems()).isEmpty();
        }
        try (RunningHaproxy restarted = RunningHaproxy.start(layout)) {
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2");
        }
    }

    @Test
    void aTerminatedInstanceAnswersWhatItHasBegunAndIsRemovedThen() throws Exception {
        String first = launch(1);
        launch(2);
        try (RunningHaproxy running = serve()) {
            CompletableFuture<String> slow = inBackground("/slow");
            CompletableFuture<String> slowToo = inBackground("/slow");
            RunningHaproxy.until(PATIENCE, () -> server.slowRequests() == 2);

            ec2.vpc().setInstanceState(first, State.SHUTTING_DOWN);
            look();

            assertThat(answers()).containsExactly("127.20.0.2");
            assertThat(Set.of(slow.get(), slowToo.get())).containsExactlyInAnyOrder("127.20.0.1", "127.20.0.2");
            RunningHaproxy.until(PATIENCE, () -> {
                agent.apply();
                return !serverNames().contains("127.20.0.1-" + server.port());
            });
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void whileEc2DoesNotAnswerTheLastKnownStayAlsoInNewRevisionsAndNewAgents() throws Exception {
        launch(1);
        launch(2);
        try (RunningHaproxy running = serve()) {
            ec2.faults().setAvailability(Availability.REFUSING);
            look();
            assertThat(discovery.problems())
                    .singleElement()
                    .asString()
                    .contains("the last that are known go on serving");
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2");

            startAgent();
            agent.resume();
            String revision =
                    shop().route("b.example.com", "/", Map.of("shop", 1)).commitTo(fleet);
            agent.apply();

            assertThat(node.board().read().applied()).contains(revision);
            assertThat(TestNode.who(TestNode.request(fleet.port(), "b.example.com", "/")))
                    .startsWith("127.20.0.");
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2");

            ec2.faults().setAvailability(Availability.UP);
            launch(3);
            RunningHaproxy.until(PATIENCE, () -> {
                look();
                return discovery.problems().isEmpty();
            });
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2", "127.20.0.3");
        }
    }

    @Test
    void aRevisionWaitsWhileEc2DoesNotSayWhoANewSelectorMeans() throws Exception {
        launch(1);
        try (RunningHaproxy running = serve()) {
            String before = served().revision();
            ec2.faults().setAvailability(Availability.REFUSING);
            String revision = shop().selecting("cart", "cart", server.port())
                    .route("b.example.com", "/", Map.of("cart", 1))
                    .commitTo(fleet);

            agent.apply();

            assertThat(served().revision()).isEqualTo(before);
            assertThat(node.board().read().refused()).isEmpty();
            assertThat(node.board().read().problems().get(Phase.DISCOVER)).contains(revision, "waits", "EC2");
            assertThat(answers()).containsExactly("127.20.0.1");

            ec2.faults().setAvailability(Availability.UP);
            ec2.launch(2, ZONE, "127.20.0.2", Map.of("app", "cart"));
            RunningHaproxy.until(PATIENCE, () -> {
                agent.apply();
                return node.board().read().applied().equals(java.util.Optional.of(revision));
            });
            assertThat(TestNode.who(TestNode.request(fleet.port(), "b.example.com", "/")))
                    .isEqualTo("127.20.0.2");
            assertThat(node.board().read().problems()).isEmpty();
        }
    }

    @Test
    void allThatVanishAtOnceStayUntilTheNextAnswerSaysSoToo() throws Exception {
        List<String> ids = List.of(launch(1), launch(2), launch(3));
        try (RunningHaproxy running = serve()) {
            ids.forEach(id -> ec2.vpc().setInstanceState(id, State.STOPPED));
            look();
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2", "127.20.0.3");

            look();
            assertThat(TestNode.request(fleet.port(), HOST, "/")).contains(" 503 Service Unavailable");
            assertThat(node.changes().reloads()).isEmpty();

            launch(4);
            look();
            assertThat(answers()).containsExactly("127.20.0.4");
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void aThrottledAgentAsksEverMoreSlowly() throws Exception {
        launch(1);
        try (RunningHaproxy running = serve()) {
            ec2.forgetCalls();
            ec2.faults()
                    .fail(
                            "DescribeInstances",
                            ErrorCode.REQUEST_LIMIT_EXCEEDED,
                            Faults.UNTIL_CLEARED,
                            Faults.Moment.BEFORE_EFFECT);
            look();
            int first = ec2.calls("DescribeInstances").size();
            for (int i = 0; i < 1000; i++) {
                discovery.look();
                follower.follow();
            }

            assertThat(first).isEqualTo(1);
            // Within 1000 looks that take no time it has come to its turn a few times at most.
            assertThat(ec2.calls("DescribeInstances").size()).isLessThan(20);
            assertThat(discovery.pause()).isGreaterThan(Duration.ofMillis(0));
            assertThat(answers()).containsExactly("127.20.0.1");
        }
    }

    @Test
    void fiveHundredInstancesComeAndGoWithoutAReload() throws Exception {
        launch(1);
        try (RunningHaproxy running = serve()) {
            for (int number = 2; number <= 500; number++) {
                launch(number);
            }
            ec2.forgetCalls();
            long heapBefore = usedHeap();
            long start = System.nanoTime();
            look();
            long took = System.nanoTime() - start;
            long heapAfter = usedHeap();

            int calls = ec2.calls("DescribeInstances").size();
            assertThat(calls).isEqualTo(3);
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(serverNames()).hasSize(500);
            assertThat(answers(2000)).hasSize(500);

            for (int number = 1; number <= 250; number++) {
                ec2.vpc().setInstanceState("i-%017x".formatted(0x1000 + number), State.TERMINATED);
            }
            look();
            assertThat(answers(1000)).hasSize(250);
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.store().all()).hasSizeLessThanOrEqualTo(3);
            System.out.printf(
                    "500 instances: %d calls of EC2 for a look, %d ms until they serve, heap %+d kB%n",
                    calls, took / 1_000_000, (heapAfter - heapBefore) / 1024);
        }
    }

    /** As an agent that has just started: what another one knew is in its generation, and nowhere else. */
    private void startAgent() {
        discovery = new InstanceDiscovery(
                region -> new AwsInstances(ec2.client()),
                () -> node.store().current().map(this::kept).orElse(KnownInstances.NONE),
                new Pace(Duration.ofMillis(100)),
                DiscoveryJournal.NONE,
                InstantSource.system());
        node.setDiscovery(discovery);
        Pipeline pipeline = node.pipeline();
        ServedGeneration served = node.served();
        List<RevisionStep> steps = node.steps(pipeline, RunningHaproxy.program(), served);
        agent = node.agent(pipeline, steps, served);
        follower = new InstanceFollower(agent, steps, discovery, node.store(), served, node.board());
    }

    private KnownInstances kept(Generation generation) {
        try {
            return KeptInstances.of(generation.folder());
        } catch (IOException damaged) {
            throw new AssertionError(damaged);
        }
    }

    private RunningHaproxy serve() throws IOException {
        shop().commitTo(fleet);
        agent.apply();
        assertThat(node.board().read().refused()).isEmpty();
        RunningHaproxy running = RunningHaproxy.start(layout);
        agent.apply();
        node.changes().clear();
        return running;
    }

    private TestServices shop() {
        return new TestServices().selecting("shop", "shop", server.port()).route(HOST, "/", Map.of("shop", 1));
    }

    private String launch(int number) {
        return ec2.launch(number, ZONE, "127.20." + number / 250 + "." + number % 250, SHOP);
    }

    /** One turn of the watch, when it is time for it. */
    private void look() {
        try {
            Thread.sleep(discovery.pause().plusMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        discovery.look();
        follower.follow();
    }

    private Generation served() {
        return node.store().current().orElseThrow();
    }

    private Set<String> answers() throws IOException {
        return answers(30);
    }

    private Set<String> answers(int requests) throws IOException {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < requests; i++) {
            answers.add(TestNode.who(TestNode.request(fleet.port(), HOST, "/")));
        }
        return answers;
    }

    private CompletableFuture<String> inBackground(String path) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(TestNode.who(TestNode.request(fleet.port(), HOST, path)));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private List<String> serverNames() {
        try {
            return node.worker().ask("show servers state edge_shop_80").stream()
                    .filter(line -> !line.startsWith("#") && line.split(" ").length > 4)
                    .map(line -> line.split(" ")[3])
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

package dev.pointsman.agent.apply;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.pointsman.agent.discovery.DiscoveryJournal;
import dev.pointsman.agent.discovery.InstanceDiscovery;
import dev.pointsman.agent.discovery.KeptInstances;
import dev.pointsman.agent.discovery.KnownInstances;
import dev.pointsman.agent.discovery.Pace;
import dev.pointsman.agent.ec2.AwsInstances;
import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.Pipeline;
import dev.pointsman.agent.revision.RevisionStep;
import dev.pointsman.agent.revision.ServedGeneration;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Service that selects instances by tag, on a real HAProxy with the lab's EC2.
 *
 * <p>Every address of 127.0.0.0/8 is this machine's, so one server answers for all instances and says as which.
 */
abstract class InstancesNode extends ApplyingNode {

    static final String ZONE = "eu-central-1a";
    private static final Map<String, String> SHOP = Map.of("app", "shop");
    static final Duration PATIENCE = Duration.ofSeconds(30);

    Ec2Lab ec2;
    EchoServer server;
    Applier agent;
    InstanceDiscovery discovery;
    InstanceFollower follower;

    @BeforeEach
    void startEc2AndServer() throws IOException {
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

    /** As an agent that has just started: what another one knew is in its generation, and nowhere else. */
    void startAgent() {
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

    RunningHaproxy serveInstances() throws IOException {
        shop().commitTo(fleet);
        agent.apply();
        assertThat(status().refused()).isEmpty();
        RunningHaproxy running = RunningHaproxy.start(layout);
        agent.apply();
        node.changes().clear();
        return running;
    }

    TestServices shop() {
        return new TestServices().selecting("shop", "shop", server.port()).route(HOST, "/", Map.of("shop", 1));
    }

    String launch(int number) {
        return ec2.launch(number, ZONE, "127.20." + number / 250 + "." + number % 250, SHOP);
    }

    /** One turn of the watch, when it is time for it. */
    void look() {
        try {
            Thread.sleep(discovery.pause().plusMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        discovery.look();
        follower.follow();
    }

    Set<String> answers() throws IOException {
        return answers(30);
    }

    Set<String> answers(int requests) throws IOException {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < requests; i++) {
            answers.add(answer(HOST, "/"));
        }
        return answers;
    }

    List<String> serverNames() {
        try {
            return node.worker().ask("show servers state edge_shop_80").stream()
                    .filter(line -> !line.startsWith("#") && line.split(" ").length > 4)
                    .map(line -> line.split(" ")[3])
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}

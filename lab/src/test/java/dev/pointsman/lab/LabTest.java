package dev.pointsman.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.Root;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.traffic.EchoBackend;
import dev.pointsman.lab.traffic.Request;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.plan.Backend;
import dev.pointsman.pipeline.plan.BackendName;
import dev.pointsman.pipeline.plan.Endpoint;
import dev.pointsman.pipeline.plan.Fleet;
import dev.pointsman.pipeline.plan.Node;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.ResourceName;
import dev.pointsman.pipeline.plan.VrrpTiming;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The lab put together: calls of the real aws command decide which node's address answers a client. */
class LabTest {
    private static final String VIP = "10.99.0.10";
    private static final String NODE_A = "eni-0a000000000000010";
    private static final String NODE_B = "eni-0b000000000000010";
    private static final String ZONE_A = "eu-central-1a";
    private static final String ZONE_A_TABLE = VpcBuilder.zoneRouteTable(1);

    @TempDir
    Path definitions;

    @BeforeEach
    void needRoot() {
        Root.missing().ifPresent(reason -> {
            System.out.println("LabTest skipped: " + reason);
            Assumptions.abort(reason);
        });
    }

    private Lab.Blueprint blueprint() throws IOException {
        Files.writeString(definitions.resolve("a.yaml"), "kind: Gateway\n");
        var fleet = new Fleet(
                new ResourceName("edge", "lab"),
                "eu-central-1",
                "vpc-0c1d2e3f4a5b6c7d8",
                List.of(
                        new Node("node-a", ZONE_A, "10.20.1.10", NODE_A),
                        new Node("node-b", "eu-central-1b", "10.20.2.10", NODE_B)),
                new VrrpTiming(Duration.ofMillis(100), Duration.ofSeconds(30)));
        var shop = new Backend(
                new BackendName(new ResourceName("shop", "shop-v1"), 80),
                List.of(new Endpoint("10.20.1.21", 8080), new Endpoint("10.20.2.21", 8080)));
        return new Lab.Blueprint(new Plan(fleet, List.of(), List.of(shop), List.of()), definitions, Path.of("/"), 2);
    }

    private static String aws(Lab lab, String... arguments) throws IOException {
        var line = new ArrayList<>(List.of("/usr/bin/aws", "ec2"));
        line.addAll(List.of(arguments));
        return Command.of(lab.node("node-a").namespace().command(line))
                .with(Map.of(
                        "AWS_REGION",
                        "eu-central-1",
                        "AWS_ACCESS_KEY_ID",
                        Credentials.EXAMPLE.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY",
                        Credentials.EXAMPLE.secretAccessKey()))
                .run();
    }

    /** Lets a node answer at the VIP with its own name, in place of a load balancer. */
    private static EchoBackend answerAtVip(Lab lab, String node) throws IOException {
        var namespace = lab.node(node).namespace();
        Command.of("ip", "-n", namespace.name(), "addr", "add", VIP + "/32", "dev", "lo")
                .run();
        return EchoBackend.open(namespace, new InetSocketAddress(VIP, 80), Set.of(node));
    }

    @Test
    void aReplaceRouteCallMovesTheClientsRequestsToAnotherNodeAndNothingStaysBehind() throws IOException {
        String id;
        try (var lab = Lab.open(blueprint())) {
            id = lab.id();
            try (var a = answerAtVip(lab, "node-a");
                    var b = answerAtVip(lab, "node-b")) {
                var request = Request.get(VIP, 80, "shop.example.com", "/");
                var client = lab.clients().get(ZONE_A);
                var endpoint = "--endpoint-url=" + lab.ec2().url();
                for (var node : List.of(NODE_A, NODE_B)) {
                    aws(
                            lab,
                            endpoint,
                            "modify-network-interface-attribute",
                            "--network-interface-id",
                            node,
                            "--no-source-dest-check");
                }
                var entry = new String[] {"--route-table-id", ZONE_A_TABLE, "--destination-cidr-block", VIP + "/32"};
                aws(
                        lab,
                        endpoint,
                        "create-route",
                        entry[0],
                        entry[1],
                        entry[2],
                        entry[3],
                        "--network-interface-id",
                        NODE_A);
                assertThat(client.send(request).echo().backends()).containsExactly("node-a");
                aws(
                        lab,
                        endpoint,
                        "replace-route",
                        entry[0],
                        entry[1],
                        entry[2],
                        entry[3],
                        "--network-interface-id",
                        NODE_B);
                assertThat(client.send(request).echo().backends()).containsExactly("node-b");
                assertThat(lab.ec2().journal().calls()).hasSize(4);
            }
        }
        assertThat(Namespace.named("pm-" + id)).isEmpty();
        assertThat(Path.of("/run/pointsman-lab", id)).doesNotExist();
    }

    @Test
    void backendsStandWhereThePlanSaysAndTheDefinitionsAreOnTheGitServer() throws IOException {
        try (var lab = Lab.open(blueprint())) {
            for (var client : lab.clients().values()) {
                for (var address : List.of("10.20.1.21", "10.20.2.21")) {
                    var echo =
                            client.send(Request.get(address, 8080, "shop", "/")).echo();
                    assertThat(echo.backends()).containsExactly("shop/shop-v1:80");
                    assertThat(echo.endpoint()).isEqualTo(address + ":8080");
                }
            }
            var head = Command.of(lab.node("node-b")
                            .namespace()
                            .command("git", "ls-remote", Lab.repositoryUrl(), "refs/heads/main"))
                    .run();
            assertThat(head).startsWith(lab.checkout().head());
        }
    }
}

package dev.pointsman.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The lab put together: calls of the real aws command decide which node's address answers a client. */
class LabTest {
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
        return new Lab.Blueprint(TestPlans.shop(), definitions, Path.of("/"), 2);
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

    /** Lets a node answer at the TestPlans.VIP with its own name, in place of a load balancer. */
    private static EchoBackend answerAtVip(Lab lab, String node) throws IOException {
        var namespace = lab.node(node).namespace();
        Command.of("ip", "-n", namespace.name(), "addr", "add", TestPlans.VIP + "/32", "dev", "lo")
                .run();
        return EchoBackend.open(namespace, new InetSocketAddress(TestPlans.VIP, 80), Set.of(node));
    }

    @Test
    void aReplaceRouteCallMovesTheClientsRequestsToAnotherNodeAndNothingStaysBehind() throws IOException {
        String id;
        try (var lab = Lab.open(blueprint())) {
            id = lab.id();
            try (var a = answerAtVip(lab, "node-a");
                    var b = answerAtVip(lab, "node-b")) {
                var request = Request.get(TestPlans.VIP, 80, "shop.example.com", "/");
                var client = lab.clients().get(TestPlans.ZONE_A);
                var endpoint = "--endpoint-url=" + lab.ec2().url();
                for (var node : List.of(TestPlans.NODE_A_INTERFACE, TestPlans.NODE_B_INTERFACE)) {
                    aws(
                            lab,
                            endpoint,
                            "modify-network-interface-attribute",
                            "--network-interface-id",
                            node,
                            "--no-source-dest-check");
                }
                var entry = new String[] {
                    "--route-table-id", ZONE_A_TABLE, "--destination-cidr-block", TestPlans.VIP + "/32"
                };
                aws(
                        lab,
                        endpoint,
                        "create-route",
                        entry[0],
                        entry[1],
                        entry[2],
                        entry[3],
                        "--network-interface-id",
                        TestPlans.NODE_A_INTERFACE);
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
                        TestPlans.NODE_B_INTERFACE);
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
                    assertThat(echo.backends()).containsExactly(TestPlans.V1);
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

package dev.pointsman.lab.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

import dev.pointsman.lab.Lab;
import dev.pointsman.lab.TestPlans;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Root;
import dev.pointsman.lab.linux.Signal;
import dev.pointsman.lab.traffic.Client;
import dev.pointsman.lab.traffic.RoutingOracle;
import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.plan.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The real HAProxy and keepalived on lab nodes; a few lines of shell stand for the binary that they call. */
class LabNodeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Plan plan = TestPlans.shop();

    @TempDir
    Path definitions;

    private Lab lab;

    @BeforeEach
    void open() throws IOException {
        Root.missing().ifPresent(reason -> {
            System.out.println("LabNodeTest skipped: " + reason);
            Assumptions.abort(reason);
        });
        Files.writeString(definitions.resolve("a.yaml"), "kind: Gateway\n");
        lab = Lab.open(new Lab.Blueprint(plan, definitions, Path.of("/usr/bin/false"), 0));
    }

    @AfterEach
    void close() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    /** What installing a node would leave: files, VIP, and a hook that notes what keepalived tells it. */
    private LabNode prepare(String name) throws IOException {
        var node = lab.node(name);
        var layout = node.layout();
        var bundle = BundleRenderer.render(plan, "abc123", name, layout, "eth0");
        for (var directory :
                new Path[] {layout.runtime(), layout.state(), layout.binary().getParent()}) {
            Files.createDirectories(directory);
        }
        // As an agent leaves it that has found out that it may write.
        for (var group : plan.routeGroups()) {
            Files.writeString(layout.unableMark(group.name()), "0");
        }
        Files.createDirectories(layout.keepalivedConfiguration().getParent());
        Files.writeString(layout.keepalivedConfiguration(), bundle.keepalivedConfiguration());
        Files.createDirectories(layout.generations().resolve("1"));
        for (var file : bundle.files().entrySet()) {
            Files.writeString(layout.generations().resolve("1").resolve(file.getKey()), file.getValue());
        }
        Files.createSymbolicLink(layout.current(), layout.generations().resolve("1"));
        Files.writeString(layout.binary(), """
                #!/bin/sh
                case $1 in
                    probe) test -S "$3/run/pointsman/haproxy.sock" ;;
                    notify) shift 3; echo "$*" >> %s ;;
                esac
                """.formatted(told(node)));
        Files.setPosixFilePermissions(layout.binary(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Command.of("ip", "-n", node.namespace().name(), "addr", "add", TestPlans.VIP + "/32", "dev", "lo")
                .run();
        return node;
    }

    private static Path told(LabNode node) {
        return node.layout().root().resolve("told");
    }

    private static void awaitTold(LabNode node, String state) throws IOException {
        node.keepalived()
                .await(
                        "see '%s' become %s".formatted(node.name(), state),
                        LIMIT,
                        () -> Files.readString(told(node)).contains(state));
    }

    @Test
    void haproxyServesThePlanFromInsideTheNode() throws IOException {
        var node = prepare("node-a");
        node.startHaproxy();
        var inside = Client.in(node.namespace(), "node-a");
        var calls = new RoutingOracle(plan).calls();
        assertThat(calls).hasSize(4);
        for (var call : calls) {
            var backends = inside.send(call.request()).echo().backends();
            assertThat(backends).as(call.request().toString()).isSubsetOf(call.expected());
        }
    }

    @Test
    void whenTheMasterIsKilledTheOthersKeepalivedCallsTheHook() throws IOException {
        var first = prepare("node-a");
        var second = prepare("node-b");
        for (var node : new LabNode[] {first, second}) {
            node.startHaproxy();
            node.startKeepalived();
        }
        awaitTold(first, "MASTER");
        assertThat(told(second)).content().doesNotContain("MASTER");

        lab.kill("node-a");
        awaitTold(second, "INSTANCE lab MASTER 236");
        assertThat(first.namespace().processes()).isEmpty();
        assertThat(first.keepalived().isAlive()).isFalse();
    }

    @Test
    void keepalivedWritesItsStateIntoTheNodesOwnDirectory() throws IOException {
        var node = prepare("node-a");
        node.startHaproxy();
        node.startKeepalived();
        int json =
                Integer.parseInt(Command.of("keepalived", "--signum=JSON").run().strip());
        Command.of("kill", "-" + json, String.valueOf(node.keepalived().pid())).run();
        var state = node.layout().root().resolve("tmp/keepalived.json");
        node.keepalived().await("write its state", LIMIT, () -> Files.exists(state));
    }

    @Test
    void aFrozenProgramIsAliveButAnswersNothingUntilItIsThawed() throws IOException {
        var node = prepare("node-a");
        node.startHaproxy();
        var request = new RoutingOracle(plan).calls().getFirst().request();
        var inside = Client.in(node.namespace(), "node-a");
        var processes = node.namespace().processes();
        for (long pid : processes) {
            Signal.STOP.sendTo(pid);
        }
        assertThat(node.haproxy().isAlive()).isTrue();
        assertThatThrownBy(() -> inside.send(request)).isInstanceOf(IOException.class);
        for (long pid : processes) {
            Signal.CONTINUE.sendTo(pid);
        }
        assertThat(inside.send(request).status()).isEqualTo(200);
    }

    @Test
    void aProgramThatDoesNotComeUpIsReportedWithItsCommandAndLog() throws IOException {
        var node = prepare("node-a");
        Files.writeString(node.layout().haproxyConfiguration(), "nonsense here\n");
        assertThatThrownBy(node::startHaproxy)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("failed to start HAProxy on 'node-a'")
                .hasMessageContaining("-f " + node.layout().haproxyConfiguration())
                .hasMessageContaining("unknown keyword 'nonsense'");
    }

    @Test
    void theOracleTellsWhoMustAnswerFromThePlanAlone() {
        var expected = new RoutingOracle(plan)
                .calls().stream().map(call -> call.expected()).toList();
        assertThat(expected)
                .containsExactly(
                        Set.of(TestPlans.V2),
                        Set.of(TestPlans.V2),
                        Set.of(TestPlans.V1, TestPlans.V2),
                        Set.of(TestPlans.V1));
    }
}

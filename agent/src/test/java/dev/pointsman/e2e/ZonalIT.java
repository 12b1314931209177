package dev.pointsman.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.linux.PacketCounter;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Affinity Zonal: every node works, no client's traffic leaves its zone, and a dead node's zone alone moves. */
class ZonalIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int REQUESTS = 40;

    private final Map<String, PacketCounter> counters = new HashMap<>();
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        stage = OpenStage.of(ZonalIT.class, "zonal");
        ComeUp.start(stage);
        awaitOwners("every zone to be its own node's", ownZones());
        for (var node : stage.lab().nodes()) {
            counters.put(node.name(), PacketCounter.in(node.namespace()));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (var counter : counters.values()) {
            counter.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void noClientsPacketLeavesItsZoneAndADeadNodesZoneAloneMoves() throws Exception {
        var before = arrived();
        sendFromEveryZone();
        var calm = difference(before, arrived());
        for (var node : nodes()) {
            for (var client : stage.clients().values()) {
                var count = calm.get(node.name()).get(client.name());
                if (client.equals(stage.clients().get(node.zone()))) {
                    // Each request has a connection of its own: SYN, ACK, request, FIN.
                    assertThat(count).as(client.name() + " to " + node.name()).isGreaterThanOrEqualTo(4 * REQUESTS);
                } else {
                    assertThat(count).as(client.name() + " to " + node.name()).isZero();
                }
            }
        }

        var dead = nodes().get(1);
        var wanted = ownZones();
        var death = Instant.now();
        stage.lab().kill(dead.name());
        // The next zone's node stands second in the order of the group.
        wanted.put(dead.zone(), nodes().get(2).name());
        awaitOwners("the dead node's zone to move, and no other", wanted);
        before = arrived();
        sendFromEveryZone();
        var after = difference(before, arrived());
        assertThat(after.get("node-a").keySet().stream()
                        .filter(client -> after.get("node-a").get(client) > 0))
                .containsExactly("client-a");
        assertThat(after.get("node-c").keySet().stream()
                        .filter(client -> after.get("node-c").get(client) > 0))
                .containsExactlyInAnyOrder("client-b", "client-c");
        assertThat(movedTables(death)).containsExactlyElementsOf(stage.tables(group(dead.zone())));
    }

    private List<Node> nodes() {
        return stage.plan().fleet().nodes();
    }

    private RouteGroup group(String zone) {
        return stage.groups().stream()
                .filter(group -> group.name().equals(zone))
                .findFirst()
                .orElseThrow();
    }

    private TreeMap<String, String> ownZones() {
        var owners = new TreeMap<String, String>();
        nodes().forEach(node -> owners.put(node.zone(), node.name()));
        return owners;
    }

    private void awaitOwners(String what, Map<String, String> wanted) throws Exception {
        Patience.await(what, LIMIT, () -> {
            var owners = new TreeMap<String, String>();
            for (var group : stage.groups()) {
                owners.put(group.name(), stage.owner(group).orElse("nobody"));
            }
            return owners.equals(wanted) ? Optional.empty() : Optional.of(owners + ", wanted " + wanted);
        });
    }

    private void sendFromEveryZone() throws Exception {
        var call = stage.oracle().calls().getFirst();
        for (var client : stage.clients().values()) {
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(call.judge(client.send(call.request()))).isEmpty();
            }
        }
    }

    /** Packets for the VIP that have arrived at each node so far, by client. */
    private Map<String, Map<String, Long>> arrived() throws Exception {
        var vip = stage.destination().replace("/32", "");
        var arrived = new TreeMap<String, Map<String, Long>>();
        for (var counter : counters.entrySet()) {
            var byClient = new TreeMap<String, Long>();
            for (var client : stage.clients().values()) {
                byClient.put(
                        client.name(),
                        counter.getValue().packets(stage.lab().router().address(client.name()), vip));
            }
            arrived.put(counter.getKey(), byClient);
        }
        return arrived;
    }

    private static Map<String, Map<String, Long>> difference(
            Map<String, Map<String, Long>> before, Map<String, Map<String, Long>> after) {
        var difference = new TreeMap<String, Map<String, Long>>();
        after.forEach((node, byClient) -> {
            var own = new TreeMap<String, Long>();
            byClient.forEach(
                    (client, count) -> own.put(client, count - before.get(node).get(client)));
            difference.put(node, own);
        });
        return difference;
    }

    /** The clients' tables that have been written since; not the witness's. */
    private List<String> movedTables(Instant since) {
        return stage.lab().ec2().journal().calls("ReplaceRoute", since).stream()
                .filter(Call::isOk)
                .filter(call -> call.parameter("DestinationCidrBlock").equals(stage.destination()))
                .map(call -> call.parameter("RouteTableId"))
                .distinct()
                .sorted()
                .toList();
    }
}

package dev.pointsman.lab.campaign.turn;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;

/**
 * Makes a fleet forget the faults before, so that the next one shows what it does to a fleet that has had peace.
 *
 * <p>It exists because of rule 6 of the agent's ownership rule: who has taken an entry from the same node three times within a minute waits
 * for a minute or more before it does so again, for the next ten. That is right for a node that flaps, and would hide the next fault. An agent that is
 * started anew remembers nothing, and changes nothing.
 */
final class Rest {
    private static final int MOST_LOSSES = 1;

    /** For so long after it has begun, an agent may not count an entry as held (rule 3), as two MASTERs of a partition should. */
    private static final Duration HOLD = Duration.ofSeconds(16);

    private final Stage stage;
    private final Health health;
    private final Duration patience;
    private Instant begun = Instant.now();

    /**
     * For a fleet whose agents have just begun.
     *
     * @param patience how long to wait for the fleet to be as it should be
     */
    Rest(Stage stage, Health health, Duration patience) {
        this.stage = stage;
        this.health = health;
        this.patience = patience;
    }

    /** Waits for the fleet to be ready for another fault. Throws DidNotHappen when it is not as it should be afterwards. */
    void before(Fault fault) throws IOException, DidNotHappen, InterruptedException {
        if (stage.groups().stream().anyMatch(this::hasLostMuch)) {
            beginAnew();
        }
        if (fault == Fault.PARTITION || fault == Fault.ONE_WAY_PARTITION) {
            awaitHold();
        }
    }

    private void beginAnew() throws IOException, DidNotHappen, InterruptedException {
        for (var node : stage.lab().nodes()) {
            node.agent().kill();
            node.startAgent();
        }
        begun = Instant.now();
        Patience.await("the fleet to go on with agents that began anew", patience, health::missing);
    }

    private void awaitHold() throws InterruptedException {
        Thread.sleep(
                Math.max(0, Duration.between(Instant.now(), begun.plus(HOLD)).toMillis()));
    }

    /** Whether an entry of the group has been taken from the node that it belongs to more than once since the agents have begun. */
    private boolean hasLostMuch(RouteGroup group) {
        var own = stage.plan().fleet().node(group.nodeOrder().getFirst()).interfaceId();
        Map<String, Long> losses = health.writes(begun).stream()
                .filter(write -> !write.parameter("NetworkInterfaceId").equals(own))
                .collect(Collectors.groupingBy(Rest::table, Collectors.counting()));
        return stage.tables(group).stream().anyMatch(table -> losses.getOrDefault(table, 0L) > MOST_LOSSES);
    }

    private static String table(Call write) {
        return write.parameter("RouteTableId");
    }
}

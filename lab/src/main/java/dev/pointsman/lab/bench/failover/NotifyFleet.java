package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.node.LabNode;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.lab.vpc.VpcState;

/**
 * A running node whose routes are taken away and claimed back, over and over.
 *
 * <p>It exists because {@code notify} is measured doing its real work: keepalived is MASTER, HAProxy serves, and each time
 * the routes really pointed elsewhere before and really point at the node afterwards.
 */
final class NotifyFleet {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** An agent observes its machine several times a second. */
    private static final Duration AGENT_NOTICES = Duration.ofMillis(600);

    /** No interface of the VPC has this id: an entry that points at it is a blackhole. */
    private static final String GONE = "eni-0ffffffffffffffff";

    private final Stage stage;
    private final LabNode owner;
    private final String interfaceId;
    private final List<String> tables;

    private NotifyFleet(Stage stage, LabNode owner) {
        this.stage = stage;
        this.owner = owner;
        this.interfaceId = stage.plan().fleet().node(owner.name()).interfaceId();
        this.tables = stage.groupTables();
    }

    /** Brings up the fleet's first node alone, so that it stays MASTER, and waits until it owns all routes. */
    static NotifyFleet of(Stage stage) throws IOException, DidNotHappen, InterruptedException {
        var owner = stage.lab().nodes().getFirst();
        owner.install();
        owner.start();
        Patience.await(
                "'%s' to own all routes".formatted(owner.name()),
                LIMIT,
                () -> stage.owner().equals(Optional.of(owner.name()))
                        ? Optional.empty()
                        : Optional.of("owners " + stage.owners()));
        return new NotifyFleet(stage, owner);
    }

    /** The node that claims. */
    LabNode owner() {
        return owner;
    }

    Stage stage() {
        return stage;
    }

    String interfaceId() {
        return interfaceId;
    }

    /** The route tables of the group, {@code rtb-…}. */
    List<String> tables() {
        return tables;
    }

    /** Every call to the EC2 endpoint takes this much longer. */
    void delay(Duration delay) {
        stage.lab().faults().delay(Faults.ANY, delay);
    }

    /** The command that keepalived runs on a transition to MASTER. */
    List<String> notifyCommand() {
        var group = stage.plan().routeGroups().getFirst();
        return List.of(
                owner.layout().binary().toString(),
                "notify",
                "--root",
                owner.layout().root().toString(),
                "INSTANCE",
                group.name(),
                "MASTER",
                String.valueOf(group.priorityOf(owner.name())));
    }

    /** Something that is done with a program and its environment inside the owner. */
    interface Measurement<T> {
        T of(List<String> program, Map<String, String> environment) throws IOException;
    }

    /** Takes the owner out of service, so that its agent leaves the routes alone: what is measured next works by itself. */
    void drain() throws IOException, InterruptedException {
        Files.writeString(owner.layout().drainMark(), "");
        Thread.sleep(AGENT_NOTICES);
    }

    /**
     * Takes the routes away and measures a program that has to bring them back.
     *
     * @param isInService whether the owner is put into service right before: for its agent this is the moment of a failover
     * @throws IOException if the routes do not point at the owner afterwards, or others than the program moved them
     */
    <T> T measure(
            Measurement<T> measurement, List<String> program, Map<String, String> environment, boolean isInService)
            throws IOException {
        loseRoutes();
        if (isInService && owner.agent().isAlive()) {
            awaitAgentSeesLoss();
        }
        var start = Instant.now();
        if (isInService) {
            Files.deleteIfExists(owner.layout().drainMark());
        }
        var result = owner.namespace().call(() -> measurement.of(program, environment));
        var writes = stage.lab().ec2().journal().calls("ReplaceRoute", start).stream()
                .filter(Call::isOk)
                .count();
        if (!stage.owner().equals(Optional.of(owner.name())) || writes != tables.size()) {
            throw new IOException("'%s' did not bring the routes back by itself: %d writes for %d tables, owners %s"
                    .formatted(String.join(" ", program), writes, tables.size(), stage.owners()));
        }
        return result;
    }

    /**
     * Points the routes at an interface that is gone, as after the death of an instance. A living peer's would not do: whoever takes the same
     * entry from the same peer again and again is held back (rule 6).
     */
    private void loseRoutes() {
        var target = new Route.Target.ToInterface(GONE);
        var destination = Cidr.parse(stage.destination());
        stage.lab().vpc().change(state -> {
            VpcState after = state;
            for (var table : tables) {
                after = after.with(
                        after.routeTables().get(table).with(new Route(destination, target, Route.Origin.CREATE_ROUTE)));
            }
            return after;
        });
    }

    /** What an agent has read within the last second counts for it, so it is not asked to act before it has read this. */
    private void awaitAgentSeesLoss() throws IOException {
        try {
            Patience.await("the agent to see that the routes are lost", LIMIT, () -> {
                var owned = owner.ownership().routes().stream()
                        .filter(route -> !route.state().equals("blackhole"))
                        .toList();
                return owned.isEmpty() ? Optional.empty() : Optional.of("it sees " + owned);
            });
        } catch (DidNotHappen late) {
            throw new IOException(late.getMessage(), late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }
}

package dev.pointsman.lab.bench;

import java.io.IOException;
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
import dev.pointsman.lab.linux.MeasuredRun;
import dev.pointsman.lab.node.LabNode;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.lab.vpc.VpcState;

/**
 * A running fleet whose routes are taken away and claimed back, over and over.
 *
 * <p>It exists because {@code notify} is measured doing its real work: keepalived is MASTER, HAProxy serves, and each time
 * the routes really pointed elsewhere before and really point at the node afterwards.
 */
final class NotifyFleet {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Stage stage;
    private final LabNode owner;
    private final String interfaceId;
    private final List<String> tables;
    private int takings;

    private NotifyFleet(Stage stage, LabNode owner) {
        this.stage = stage;
        this.owner = owner;
        this.interfaceId = stage.plan().fleet().node(owner.name()).interfaceId();
        this.tables = stage.groupTables();
    }

    /** Brings a fleet up and waits until one of its nodes owns all routes. */
    static NotifyFleet of(Stage stage) throws IOException, DidNotHappen, InterruptedException {
        for (var node : stage.lab().nodes()) {
            node.install();
            node.start();
        }
        Patience.await(
                "one node to own all routes",
                LIMIT,
                () -> stage.owner().isPresent() ? Optional.empty() : Optional.of("owners " + stage.owners()));
        return new NotifyFleet(stage, stage.lab().node(stage.owner().orElseThrow()));
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

    /**
     * Takes the routes away and measures a program that has to bring them back.
     *
     * @throws IOException if the routes do not point at the owner afterwards, or the program had nothing to do with it
     */
    <T> T measure(Measurement<T> measurement, List<String> program, Map<String, String> environment)
            throws IOException {
        takeRoutesAway();
        var start = Instant.now();
        var result = owner.namespace().call(() -> measurement.of(program, environment));
        var writes = stage.lab().ec2().journal().calls("ReplaceRoute", start).stream()
                .filter(Call::isOk)
                .count();
        if (!stage.owner().equals(Optional.of(owner.name())) || writes < tables.size()) {
            throw new IOException("'%s' did not bring the routes back: %d writes, owners %s"
                    .formatted(String.join(" ", program), writes, stage.owners()));
        }
        return result;
    }

    MeasuredRun time(List<String> program, Map<String, String> environment) throws IOException {
        return measure(MeasuredRun::of, program, environment);
    }

    /** Points all entries at an interface outside the fleet, each time another one: what is known already is no news. */
    private void takeRoutesAway() {
        var target = new Route.Target.ToInterface("eni-0f%015x".formatted(++takings));
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
}

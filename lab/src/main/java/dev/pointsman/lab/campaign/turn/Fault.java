package dev.pointsman.lab.campaign.turn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.lab.fault.Availability;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Limit;
import dev.pointsman.lab.linux.Signal;
import dev.pointsman.lab.node.LabNode;

/**
 * What can go wrong with a node, the network and the cloud; each value knows how to make it happen and how to end it.
 *
 * <p>Faults of the cloud move nothing by themselves, so they come together with a node's keepalived being killed: a claim is due while they
 * last.
 */
public enum Fault {
    KEEPALIVED_KILLED(Meanwhile.TAKEN_OVER, false, scene -> scene.target().killKeepalived(), Fault::restartKeepalived),
    HAPROXY_KILLED(
            Meanwhile.TAKEN_OVER,
            false,
            scene -> scene.target().signal(Signal.KILL, LabNode.HAPROXY),
            scene -> scene.target().startHaproxy()),
    AGENT_KILLED(
            Meanwhile.UNTOUCHED,
            false,
            scene -> scene.target().agent().kill(),
            scene -> scene.target().startAgent()),
    NODE_KILLED(
            Meanwhile.TAKEN_OVER,
            false,
            scene -> scene.lab().kill(scene.target().name()),
            scene -> {
                scene.lab().router().restore(scene.target().name());
                scene.target().start();
            }),
    KEEPALIVED_FROZEN(
            Meanwhile.TAKEN_OVER,
            false,
            scene -> scene.target().signal(Signal.STOP, LabNode.KEEPALIVED),
            scene -> scene.target().signal(Signal.CONTINUE, LabNode.KEEPALIVED)),
    HAPROXY_FROZEN(
            Meanwhile.TAKEN_OVER,
            false,
            scene -> scene.target().signal(Signal.STOP, LabNode.HAPROXY),
            scene -> scene.target().signal(Signal.CONTINUE, LabNode.HAPROXY)),
    AGENT_FROZEN(
            Meanwhile.UNTOUCHED,
            false,
            scene -> scene.target().agent().freeze(),
            scene -> scene.target().agent().thaw()),
    NODE_FROZEN(
            Meanwhile.TAKEN_OVER,
            false,
            scene -> scene.target().signalAll(Signal.STOP),
            scene -> scene.target().signalAll(Signal.CONTINUE)),
    LINK_CUT(
            Meanwhile.TAKEN_OVER,
            false,
            scene -> scene.lab().router().cut(scene.target().name()),
            scene -> scene.lab().router().restore(scene.target().name())),
    /** The node still hears its peers, and they do not hear it. */
    ONE_WAY_PARTITION(
            Meanwhile.OPEN,
            false,
            scene -> {
                for (var peer : scene.peers()) {
                    scene.lab().router().sever(scene.target().name(), peer.name());
                }
            },
            scene -> scene.lab().router().heal()),
    /** Neither hears the other, and both reach EC2, the clients and the backends: two MASTERs. */
    PARTITION(
            Meanwhile.OPEN,
            false,
            scene -> {
                for (var peer : scene.peers()) {
                    scene.lab().router().partition(scene.target().name(), peer.name());
                }
            },
            scene -> scene.lab().router().heal()),
    API_DELAYED(
            Meanwhile.TAKEN_OVER,
            true,
            scene -> scene.lab().faults().delay(Faults.ANY, Duration.ofMillis(400)),
            Fault::clearApi),
    API_THROTTLED(
            Meanwhile.TAKEN_OVER,
            true,
            scene -> scene.lab().faults().throttle(new Limit(1, 2), new Limit(2, 4), new Limit(2, 4)),
            Fault::clearApi),
    API_DENIED(
            Meanwhile.UNTOUCHED,
            true,
            scene -> scene.lab().faults().deny(Faults.ANY, "ReplaceRoute", Faults.ANY),
            Fault::clearApi),
    API_DOWN(
            Meanwhile.UNTOUCHED,
            true,
            scene -> scene.lab().faults().setAvailability(Availability.REFUSING),
            Fault::clearApi),
    API_HANGING(
            Meanwhile.UNTOUCHED,
            true,
            scene -> scene.lab().faults().setAvailability(Availability.HANGING),
            Fault::clearApi),
    READS_STALE(
            Meanwhile.TAKEN_OVER,
            true,
            scene -> scene.lab().faults().staleReads(Duration.ofSeconds(4)),
            Fault::clearApi),
    /** The change is made, and nobody learns of it. */
    ANSWERS_LOST(
            Meanwhile.TAKEN_OVER, true, scene -> scene.lab().faults().loseAnswers("ReplaceRoute", 4), Fault::clearApi),
    METADATA_DOWN(
            Meanwhile.OPEN,
            true,
            scene -> {
                for (var node : scene.lab().nodes()) {
                    scene.lab().metadata(node.name()).refuse();
                }
            },
            Fault::resumeMetadata),
    /** EC2 takes the keys for expired, and the metadata service gives no others while it lasts. */
    CREDENTIALS_EXPIRED(
            Meanwhile.UNTOUCHED,
            true,
            scene -> {
                for (var node : scene.lab().nodes()) {
                    scene.lab().metadata(node.name()).refuse();
                    scene.lab().expireCredentials(node.name());
                }
            },
            Fault::resumeMetadata),
    /** The disk with the agent's state on every node: keepalived's marks, generations, the clone. */
    DISK_FULL(
            Meanwhile.TAKEN_OVER,
            true,
            scene -> {
                for (var node : scene.lab().nodes()) {
                    fill(filler(node));
                }
            },
            scene -> {
                for (var node : scene.lab().nodes()) {
                    Files.deleteIfExists(filler(node));
                }
            }),
    /** The nodes' clocks are 20 minutes ahead of EC2's, which takes signatures of 5 minutes (15 at some services). */
    CLOCK_STEPPED(
            Meanwhile.OPEN,
            true,
            scene -> scene.lab().clock().step(Duration.ofMinutes(-20)),
            scene -> scene.lab().clock().step(Duration.ZERO));

    private interface Deed {
        void to(Scene scene) throws IOException;
    }

    /** What has to be so while a fault lasts. */
    enum Meanwhile {
        /** A peer serves what was the node's. */
        TAKEN_OVER,
        /** Nothing moves, and so no client notices. */
        UNTOUCHED,
        /** That depends on the moment; only what comes afterwards is judged. */
        OPEN
    }

    private final Meanwhile meanwhile;
    private final boolean isOfCloud;
    private final Deed strike;
    private final Deed heal;

    Fault(Meanwhile meanwhile, boolean isOfCloud, Deed strike, Deed heal) {
        this.meanwhile = meanwhile;
        this.isOfCloud = isOfCloud;
        this.strike = strike;
        this.heal = heal;
    }

    /** In words: {@code api delayed}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** As on a command line: {@code api-delayed}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault of that name, as {@code api-delayed} or {@code API_DELAYED}. Throws IllegalArgumentException, naming all, when there is none. */
    public static Fault named(String name) {
        return Stream.of(values())
                .filter(fault ->
                        fault.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '%s'; there are %s"
                        .formatted(name, Stream.of(values()).map(Fault::option).collect(Collectors.joining(", ")))));
    }

    Meanwhile meanwhile() {
        return meanwhile;
    }

    /** Makes it happen. */
    void strike(Scene scene) throws IOException {
        strike.to(scene);
        if (isOfCloud) {
            scene.target().killKeepalived();
        }
    }

    /** Ends it, and starts again what it has ended. */
    void heal(Scene scene) throws IOException {
        heal.to(scene);
        if (isOfCloud) {
            restartKeepalived(scene);
        }
    }

    private static void restartKeepalived(Scene scene) throws IOException {
        scene.target().startKeepalived();
    }

    private static void clearApi(Scene scene) {
        scene.lab().faults().clear();
    }

    private static void resumeMetadata(Scene scene) {
        for (var node : scene.lab().nodes()) {
            scene.lab().metadata(node.name()).resume();
        }
    }

    private static Path filler(LabNode node) {
        return node.layout().state().resolve("filler");
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var block = new byte[64 * 1024];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }
}

package dev.pointsman.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.node.LabNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A planned move: clients are told first, a peer takes over through keepalived, and what was cut is told. */
class DrainIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Stage stage;
    private LabNode owner;
    private String peer;

    @BeforeEach
    void open() throws Exception {
        stage = OpenStage.of(DrainIT.class, "pair");
        owner = stage.lab().node(ComeUp.play(stage));
        peer = stage.lab().nodes().stream()
                .map(LabNode::name)
                .filter(name -> !name.equals(owner.name()))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void clientsAreToldToGoThePeerTakesOverAndTheRestIsCounted() throws Exception {
        var client = stage.clients().firstEntry().getValue();
        var call = stage.oracle().calls().getFirst();
        try (var polite = KeptConnection.open(client, call.request());
                var idle = KeptConnection.open(client, call.request())) {
            assertThat(polite.ask(call.request())).doesNotContain("connection: close");
            assertThat(idle.ask(call.request())).doesNotContain("connection: close");

            var drained = CompletableFuture.supplyAsync(() -> pointsman("drain", owner.name(), "--grace", "3"));
            Patience.await("clients to be told", LIMIT, () -> {
                try (var fresh = KeptConnection.open(client, call.request())) {
                    return fresh.ask(call.request()).contains("connection: close")
                            ? Optional.empty()
                            : Optional.of("not yet");
                }
            });
            assertThat(stage.owner())
                    .as("the routes stay while clients are told")
                    .contains(owner.name());
            assertThat(polite.ask(call.request())).contains("connection: close");
            assertThat(polite.isClosedByServer()).isTrue();

            var result = drained.get();
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.output()).contains("moved to " + peer).containsPattern("connections cut: 1\\b");
        }
        assertThat(stage.owner()).contains(peer);

        // A drained node stays out, whatever happens to its programs.
        owner.killKeepalived();
        owner.startKeepalived();
        owner.agent().kill();
        owner.startAgent();
        Thread.sleep(3_000);
        assertThat(stage.owner()).contains(peer);

        var undrained = pointsman("undrain");
        assertThat(undrained.exitCode()).as(undrained.output()).isZero();
        Patience.await(
                "the routes to come back",
                LIMIT,
                () -> stage.owner().equals(Optional.of(owner.name()))
                        ? Optional.empty()
                        : Optional.of("owners " + stage.owners()));
        try (var kept = KeptConnection.open(client, call.request())) {
            assertThat(kept.ask(call.request())).doesNotContain("connection: close");
        }
    }

    @Test
    void withoutAPeerTheNodeStaysInServiceAndSaysSo() throws Exception {
        stage.lab().kill(peer);

        var result = pointsman("drain", "--grace", "0");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains("no peer has taken over", owner.name() + " is in service again");
        assertThat(owner.layout().drainMark()).doesNotExist();
        assertThat(stage.owner()).contains(owner.name());
    }

    @Test
    void anotherNodesNameIsRefusedWithTheWayThere() throws Exception {
        var other = pointsman("drain", peer);
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.output())
                .contains("this is node \"" + owner.name() + "\", not \"" + peer + "\"", "call it there");

        var nobody = pointsman("drain", "nobody");
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.output()).contains("the fleet's nodes are node-a, node-b");
        assertThat(owner.layout().drainMark()).doesNotExist();
    }

    private Command.Result pointsman(String command, String... arguments) {
        var line =
                new ArrayList<>(List.of(command, "--root", owner.layout().root().toString()));
        line.addAll(List.of(arguments));
        try {
            return owner.pointsman(line.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.pointsman.e2e;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.traffic.Client;
import dev.pointsman.lab.traffic.Request;
import dev.pointsman.lab.vpc.Cidr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A revision drops a VIP: first it is routed no more, then nobody listens for it; no client is ever turned away by a node. */
class DroppedVipIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Cidr DESTINATION = Cidr.parse("10.99.0.11/32");
    private static final Request REQUEST = Request.get("10.99.0.11", 80, "second.example.com", "/");

    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        stage = OpenStage.of(DroppedVipIT.class, "two-vips");
        ComeUp.play(stage);
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void theRouteGoesBeforeTheListener() throws Exception {
        var client = stage.clients().firstEntry().getValue();
        Patience.await("the second VIP to be served", LIMIT, () -> answers(client));
        var turnedAway = new CopyOnWriteArrayList<String>();
        var isOver = new AtomicBoolean();
        var load = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                ask(client, turnedAway);
            }
        });

        var before = Instant.now();
        var checkout = stage.lab().checkout();
        Files.delete(checkout.directory().resolve("edge/second.yaml"));
        var revision = checkout.commitAndPush("The second VIP goes");
        for (var node : stage.lab().nodes()) {
            Patience.await(node.name() + " to run the revision", LIMIT, () -> {
                var running = node.ownership().running(node.name());
                return running.equals(Optional.of(revision)) ? Optional.empty() : Optional.of("it runs " + running);
            });
        }
        isOver.set(true);
        load.join();

        assertThat(turnedAway).as("clients that a node refused").isEmpty();
        assertThat(stage.groupTables())
                .allSatisfy(id -> assertThat(
                                stage.lab().vpc().state().routeTables().get(id).route(DESTINATION))
                        .isEmpty());
        assertThat(deletions(before)).hasSize(stage.groupTables().size());
        for (var node : stage.lab().nodes()) {
            var inside = Client.in(node.namespace(), node.name());
            assertThatThrownBy(() -> inside.send(REQUEST)).isInstanceOf(ConnectException.class);
        }
    }

    private static Optional<String> answers(Client client) {
        try {
            return client.send(REQUEST).status() == 200 ? Optional.empty() : Optional.of("not 200");
        } catch (IOException notYet) {
            return Optional.of(notYet.toString());
        }
    }

    /** A node that does not listen refuses the connection; a VIP without route is unreachable, or nobody answers. */
    private static void ask(Client client, List<String> turnedAway) {
        try {
            client.send(REQUEST);
        } catch (NoRouteToHostException unreachable) {
            // That is what it is to be.
        } catch (ConnectException refused) {
            if (String.valueOf(refused.getMessage()).contains("refused")) {
                turnedAway.add(Instant.now() + " " + refused);
            }
        } catch (IOException noAnswer) {
            // Neither is a timeout a refusal.
        }
    }

    private List<Call> deletions(Instant since) {
        return stage.lab().ec2().journal().calls("DeleteRoute", since).stream()
                .filter(Call::isOk)
                .filter(call -> call.parameter("DestinationCidrBlock").equals(DESTINATION.toString()))
                .toList();
    }
}

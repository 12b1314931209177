package dev.pointsman.lab.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import dev.pointsman.lab.Lab;
import dev.pointsman.lab.node.LabNode;

/** The first act: bare machines become nodes, one of them owns all routes, and every zone's client reaches the VIP. */
public final class ComeUp {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ComeUp() {}

    /**
     * Installs and starts all nodes.
     *
     * @return the node that owns the routes
     */
    public static String play(Stage stage) throws IOException, DidNotHappen, InterruptedException {
        start(stage);
        Patience.await(
                "one node to own all routes",
                LIMIT,
                () -> stage.owner().isPresent() ? Optional.empty() : Optional.of("owners " + stage.owners()));
        var owner = stage.owner().orElseThrow();
        stage.narrator()
                .confirm(
                        "%s owns %s in all %d route tables",
                        owner, stage.destination(), stage.owners().size());
        reachFromEveryZone(stage, owner);
        return owner;
    }

    /** Installs and starts all nodes, and waits until they run the newest revision. */
    public static void start(Stage stage) throws IOException, DidNotHappen, InterruptedException {
        var narrator = stage.narrator();
        var lab = stage.lab();
        narrator.tell(
                "lab '%s': VPC %s, EC2 endpoint %s, Git server %s",
                lab.id(), stage.plan().fleet().vpcId(), lab.ec2().url(), Lab.repositoryUrl());
        for (var node : lab.nodes()) {
            var printed = node.install();
            narrator.tell(
                    "%s: pointsman install --root %s",
                    node.name(), node.layout().root());
            if (node == lab.nodes().getFirst()) {
                narrator.quote(printed);
            }
        }
        for (var node : lab.nodes()) {
            node.start();
            narrator.tell(
                    "%s: haproxy %d, keepalived %d, pointsman run %d",
                    node.name(),
                    node.haproxy().pid(),
                    node.keepalived().pid(),
                    node.agent().pid());
        }
        var revision = lab.checkout().head();
        for (var node : lab.nodes()) {
            Patience.await("'%s' to run the revision".formatted(node.name()), LIMIT, () -> notReady(node, revision));
        }
        narrator.confirm("all %d nodes run revision %s", lab.nodes().size(), revision.substring(0, 12));
    }

    /** Sends a request from every zone's client and checks that it went through the owner, by the traffic on its link. */
    static void reachFromEveryZone(Stage stage, String owner) throws IOException, DidNotHappen {
        var call = stage.oracle().calls().getFirst();
        for (var client : stage.clients().entrySet()) {
            var before = stage.lab().router().counters(owner).receivedPackets();
            var answer = client.getValue().send(call.request());
            DidNotHappen.unless(
                    answer.status() == 200,
                    "'%s' from '%s' was answered with %d, expected 200",
                    call.request(),
                    client.getValue().name(),
                    answer.status());
            var echo = answer.echo();
            DidNotHappen.unless(
                    echo.backends().stream().anyMatch(call.expected()::contains),
                    "'%s' was answered by %s, expected %s",
                    call.request(),
                    echo.backends(),
                    call.expected());
            DidNotHappen.unless(
                    stage.lab().router().counters(owner).receivedPackets() > before,
                    "the request from '%s' did not pass '%s'",
                    client.getValue().name(),
                    owner);
            stage.narrator()
                    .confirm(
                            "%s in %s -> %s -> %s -> %s",
                            client.getValue().name(),
                            client.getKey(),
                            call.request().address(),
                            owner,
                            echo.endpoint());
        }
    }

    private static Optional<String> notReady(LabNode node, String revision) throws IOException {
        var ownership = node.ownership();
        if (!ownership.running(node.name()).equals(Optional.of(revision))) {
            return Optional.of("it runs " + ownership.running(node.name()).orElse("none"));
        }
        return ownership.isServing(node.name())
                ? Optional.empty()
                : Optional.of("HAProxy is " + ownership.node(node.name()).path("haproxy"));
    }
}

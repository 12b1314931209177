package dev.pointsman.lab.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;

import dev.pointsman.lab.node.LabNode;

/** The fifth act, before and after the fourth: every node alive tells who owns what and who runs which revision. */
public final class TellOwnership {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private TellOwnership() {}

    /** Compares what the nodes alive tell with the VPC and the Git server, and shows the table for people. */
    public static void play(Stage stage) throws IOException, DidNotHappen, InterruptedException {
        var revision = stage.lab().checkout().head();
        for (var node : stage.livingNodes().values()) {
            Patience.await(
                    "GET /ownership of '%s' to be right".formatted(node.name()),
                    LIMIT,
                    () -> wrongReport(stage, node, revision));
        }
        var teller = stage.livingNodes().get(stage.owner().orElseThrow());
        var status = teller.pointsman("status", "--root", teller.layout().root().toString());
        stage.narrator().tell("pointsman status, on %s:", teller.name());
        stage.narrator().quote(status.output());
        var missing = missing(stage, revision, status.output());
        DidNotHappen.unless(missing.isEmpty(), "'pointsman status' does not show %s", missing);
        stage.narrator()
                .confirm(
                        "GET /ownership of %s agrees with the VPC: %s owns all %d route tables, revision %s runs",
                        String.join(" and ", stage.livingNodes().keySet()),
                        teller.name(),
                        stage.owners().size(),
                        revision.substring(0, 12));
    }

    private static Optional<String> wrongReport(Stage stage, LabNode node, String revision) throws IOException {
        var ownership = node.ownership();
        var told = new TreeMap<String, Optional<String>>();
        for (var route : ownership.routes()) {
            told.put(route.routeTable(), route.owner());
            if (!route.state().equals("active") || route.isDrift()) {
                return Optional.of("%s is said to be not as it should: %s".formatted(route.routeTable(), route));
            }
        }
        if (!told.equals(stage.owners())) {
            return Optional.of("it tells owners %s, the VPC has %s".formatted(told, stage.owners()));
        }
        if (ownership.isMaster() != stage.owner().equals(Optional.of(node.name()))) {
            return Optional.of("it says master: " + ownership.isMaster());
        }
        for (var living : stage.livingNodes().keySet()) {
            if (!ownership.running(living).equals(Optional.of(revision))) {
                return Optional.of("it says that '%s' runs %s".formatted(living, ownership.running(living)));
            }
        }
        return Optional.empty();
    }

    private static ArrayList<String> missing(Stage stage, String revision, String output) {
        var missing = new ArrayList<String>();
        for (var table : stage.owners().keySet()) {
            if (!output.contains(table)) {
                missing.add(table);
            }
        }
        stage.livingNodes().keySet().stream()
                .filter(name -> !output.contains(name))
                .forEach(missing::add);
        if (!output.contains(revision.substring(0, 7))) {
            missing.add("revision " + revision.substring(0, 7));
        }
        return missing;
    }
}

package dev.pointsman.lab.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import dev.pointsman.lab.node.LabNode;
import dev.pointsman.lab.traffic.Call;
import dev.pointsman.lab.traffic.Client;
import dev.pointsman.lab.traffic.Load;
import dev.pointsman.lab.traffic.LoadReport;

/**
 * The third act: under load, a commit changes the routing on all nodes, and a broken one changes nothing.
 */
public final class ChangeByCommit {
    /** More than the 200 a second that are promised, so that a slow moment does not spoil the promise. */
    private static final int REQUESTS_PER_SECOND = 250;

    private static final int PROMISED_REQUESTS_PER_SECOND = 200;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofSeconds(2);

    private ChangeByCommit() {}

    /** Commits a change and then a broken one, and takes that back. Returns what became of the load's requests. */
    public static LoadReport play(Stage stage) throws IOException, DidNotHappen, InterruptedException {
        var client = stage.clients().lastEntry().getValue();
        try (var load = Load.start(client, REQUESTS_PER_SECOND, stage.oracle().calls())) {
            stage.narrator()
                    .tell(
                            "load from %s: %d requests/s, every other one on a connection of its own",
                            client.name(), REQUESTS_PER_SECOND);
            Thread.sleep(CALM);
            release(stage, load);
            Thread.sleep(CALM);
            refuse(stage);
            Thread.sleep(CALM);
            var report = load.stop();
            stage.narrator().tell("%s", report);
            judge(report);
            stage.narrator().confirm("no request of the load was lost, reset or sent to a wrong backend");
            return report;
        }
    }

    private static void release(Stage stage, Load load) throws IOException, DidNotHappen, InterruptedException {
        var checkout = stage.lab().checkout();
        var before = stage.oracle().calls();
        Change.RELEASE.make(checkout.directory());
        stage.readPlan();
        var after = stage.oracle().calls();
        DidNotHappen.unless(
                !expectations(before).equals(expectations(after)),
                "the change '%s' changes no routing",
                Change.RELEASE);
        // While the nodes change over, the old answer is as right as the new one.
        load.change(either(before, after));
        var revision = checkout.commitAndPush(Change.RELEASE.message());
        stage.narrator()
                .tell("commit %s \"%s\" (%s)", revision.substring(0, 12), Change.RELEASE.message(), Change.RELEASE);
        var took = Patience.await("all nodes to run the commit", LIMIT, () -> behind(stage, revision));
        load.awaitIdleConnectionsUsed(LIMIT);
        load.change(after);
        stage.narrator().confirm("all nodes run it %.1f s after the push", took.toMillis() / 1e3);
        for (var node : stage.lab().nodes()) {
            askInside(stage, node);
        }
    }

    private static void refuse(Stage stage) throws IOException, DidNotHappen, InterruptedException {
        var checkout = stage.lab().checkout();
        var good = checkout.head();
        var line = Change.SLIP.line(checkout.directory());
        Change.SLIP.make(checkout.directory());
        var broken = checkout.commitAndPush(Change.SLIP.message());
        stage.narrator().tell("commit %s \"%s\" (%s)", broken.substring(0, 12), Change.SLIP.message(), Change.SLIP);
        for (var node : stage.lab().nodes()) {
            Patience.await("'%s' to refuse the commit".formatted(node.name()), LIMIT, () -> {
                var refused = node.ownership().refused(node.name());
                return refused.equals(Optional.of(broken)) ? Optional.empty() : Optional.of("it refuses " + refused);
            });
            var ownership = node.ownership();
            var findings = ownership.findings(node.name());
            DidNotHappen.unless(
                    ownership.running(node.name()).equals(Optional.of(good)),
                    "'%s' runs %s after the broken commit, expected %s still",
                    node.name(),
                    ownership.running(node.name()),
                    good);
            DidNotHappen.unless(
                    findings.stream()
                            .anyMatch(finding -> finding.file().equals(Change.SLIP.file()) && finding.line() == line),
                    "'%s' does not name '%s' line %d: %s",
                    node.name(),
                    Change.SLIP.file(),
                    line,
                    findings);
            askInside(stage, node);
        }
        var node = stage.lab().nodes().getFirst();
        var status = node.pointsman("status", "--root", node.layout().root().toString());
        var place = "%s:%d".formatted(Change.SLIP.file(), line);
        DidNotHappen.unless(
                status.output().contains(place), "'pointsman status' does not name '%s':%n%s", place, status.output());
        stage.narrator()
                .confirm(
                        "all nodes refuse it and keep running %s; pointsman status on %s says:",
                        good.substring(0, 12), node.name());
        stage.narrator().quote(linesWith(status.output(), place));
        var repaired = checkout.dropLastCommit();
        Patience.await("all nodes to forget the broken commit", LIMIT, () -> stillRefusing(stage));
        stage.narrator()
                .confirm(
                        "the commit is taken back (force-push to %s), nothing is refused any more",
                        repaired.substring(0, 12));
    }

    /** Asks a node's own HAProxy from inside the node: the network would always lead to the owner. */
    private static void askInside(Stage stage, LabNode node) throws IOException, DidNotHappen {
        var inside = Client.in(node.namespace(), node.name());
        for (var call : stage.oracle().calls()) {
            var backends = inside.send(call.request()).echo().backends();
            DidNotHappen.unless(
                    backends.stream().anyMatch(call.expected()::contains),
                    "on '%s', '%s' is answered by %s, expected %s",
                    node.name(),
                    call.request(),
                    backends,
                    call.expected());
        }
    }

    private static Optional<String> behind(Stage stage, String revision) throws IOException {
        for (var node : stage.lab().nodes()) {
            var running = node.ownership().running(node.name());
            if (!running.equals(Optional.of(revision))) {
                return Optional.of("'%s' runs %s".formatted(node.name(), running.orElse("nothing")));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> stillRefusing(Stage stage) throws IOException {
        for (var node : stage.lab().nodes()) {
            var refused = node.ownership().refused(node.name());
            if (refused.isPresent()) {
                return Optional.of("'%s' refuses %s".formatted(node.name(), refused.get()));
            }
        }
        return Optional.empty();
    }

    private static void judge(LoadReport report) throws DidNotHappen {
        DidNotHappen.unless(
                report.failed() == 0 && report.succeeded() == report.sent(),
                "the load lost requests: %s; the first:\n%s",
                report,
                report.firstMishaps());
        DidNotHappen.unless(
                report.requestsPerSecond() >= PROMISED_REQUESTS_PER_SECOND,
                "the load sent %.0f requests/s only, expected at least %d",
                report.requestsPerSecond(),
                PROMISED_REQUESTS_PER_SECOND);
    }

    private static List<Call> either(List<Call> before, List<Call> after) {
        var calls = new ArrayList<Call>();
        for (var call : before) {
            var expected = new HashSet<>(call.expected());
            after.stream()
                    .filter(later -> later.request().equals(call.request()))
                    .forEach(later -> expected.addAll(later.expected()));
            calls.add(new Call(call.request(), expected));
        }
        return calls;
    }

    private static HashSet<Call> expectations(List<Call> calls) {
        return new HashSet<>(calls);
    }

    private static String linesWith(String text, String part) {
        return String.join(
                "\n", text.lines().filter(line -> line.contains(part)).toList());
    }
}

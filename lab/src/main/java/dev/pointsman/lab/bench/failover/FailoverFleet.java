package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.linux.Signal;
import dev.pointsman.lab.node.LabNode;
import dev.pointsman.lab.traffic.Probe;

/**
 * Two nodes of either kind whose owner is lost, over and over, while clients of every zone ask.
 *
 * <p>Both kinds are lost, mended and looked at in the same way, by this class alone; nothing that Pointsman tells of itself is a figure here.
 */
final class FailoverFleet implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofMillis(400);

    /** More than two turns of Pointsman's loop (2.4 s at most) and a call that has died on the way; others get the same time. */
    private static final Duration RETURN = Duration.ofSeconds(10);

    private static final Pattern STATE = Pattern.compile("Entering ([A-Z]+) STATE");
    private static final Set<String> WRITES = Set.of("ReplaceRoute", "CreateRoute");

    /** What moves the routes. */
    enum Kind {
        POINTSMAN("Pointsman"),
        CLASSIC("bash + aws, the classic hook");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** How an owner is lost. */
    enum Loss {
        /** Nothing comes from it or goes to it, and it lives: its zone is cut off. */
        PARTITION("partition"),
        NODE_KILL("node kill"),
        HAPROXY_KILL("HAProxy kill");

        private final String title;

        Loss(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * What a takeover looked like.
     *
     * @param detected from the loss until keepalived made the other node MASTER, ms
     * @param firstCall from then until the first call that moves a route reached EC2, ms
     * @param lastRoute from then until the last route had moved, ms
     * @param atEc2 for how much of that at least one of these calls was with EC2, ms
     * @param gaps for how long a client got no answer, one for each zone, ms
     */
    record Takeover(double detected, double firstCall, double lastRoute, double atEc2, List<Double> gaps) {

        /** What moving the routes has added to VRRP's detection and to the time that EC2 takes, ms. */
        double added() {
            return lastRoute - atEc2;
        }
    }

    /**
     * What there was after a partition had healed.
     *
     * @param gaps as in a takeover
     * @param back until the MASTER owned all routes, ms; empty if it never did
     * @param stranded route tables that pointed elsewhere
     */
    record Return(List<Double> gaps, Optional<Double> back, int stranded) {}

    private final Kind kind;
    private final Stage stage;

    private FailoverFleet(Kind kind, Stage stage) {
        this.kind = kind;
        this.stage = stage;
    }

    /** Takes over a lab whose nodes are bare, and brings it up. */
    static FailoverFleet of(Kind kind, Stage stage) throws IOException, DidNotHappen, InterruptedException {
        var fleet = new FailoverFleet(kind, stage);
        for (var node : stage.lab().nodes()) {
            node.install();
            if (kind == Kind.CLASSIC) {
                ClassicNode.configure(stage, node);
            }
        }
        // The first is to be MASTER: whoever comes later waits for its preempt_delay.
        for (var node : stage.lab().nodes()) {
            fleet.start(node);
            Patience.await("the first node to own all routes", LIMIT, () -> fleet.notOwner(fleet.first()));
        }
        fleet.awaitReady();
        return fleet;
    }

    Kind kind() {
        return kind;
    }

    int tables() {
        return stage.groupTables().size();
    }

    /** Loses the owner, and waits until the other node owns all routes and every client is served. */
    Takeover lose(Loss loss) throws IOException, DidNotHappen, InterruptedException {
        var owner = stage.lab().node(stage.owner().orElseThrow());
        var heir = other(owner);
        var placeholder = stage.groups().getFirst().placeholder();
        try (var probes = new Probes(stage);
                var watch = MasterWatch.start(heir.namespace(), placeholder)) {
            probes.awaitAnswers();
            Thread.sleep(CALM);
            var lost = Instant.now();
            strike(loss, owner);
            Patience.await("'%s' to own all routes".formatted(heir.name()), LIMIT, () -> notOwner(heir));
            probes.awaitAnswers();
            Thread.sleep(CALM);
            var master = watch.after(lost)
                    .orElseThrow(() -> new DidNotHappen("'%s' was not seen to become MASTER".formatted(heir.name())));
            var writes = firstWrites(lost);
            return new Takeover(
                    millis(lost, master),
                    millis(master, writes.getFirst().at()),
                    millis(
                            master,
                            writes.stream()
                                    .map(FailoverFleet::end)
                                    .max(Comparator.naturalOrder())
                                    .orElseThrow()),
                    atEc2(writes),
                    probes.gaps());
        }
    }

    private static Instant end(Call call) {
        return call.at().plus(call.took());
    }

    /** For how long at least one of these calls was under way, ms; they are in the order in which they began. */
    static double atEc2(List<Call> calls) {
        double sum = 0;
        Instant until = Instant.MIN;
        for (var call : calls) {
            var from = call.at().isAfter(until) ? call.at() : until;
            if (end(call).isAfter(from)) {
                sum += millis(from, end(call));
                until = end(call);
            }
        }
        return sum;
    }

    private void strike(Loss loss, LabNode owner) throws IOException {
        switch (loss) {
            case PARTITION -> stage.lab().router().cut(owner.name());
            case NODE_KILL -> stage.lab().kill(owner.name());
            case HAPROXY_KILL -> owner.signal(Signal.KILL, LabNode.HAPROXY);
        }
    }

    /** Starts again what was ended. */
    void mend(Loss loss) throws IOException {
        var lost = other(stage.lab().node(stage.owner().orElseThrow()));
        switch (loss) {
            case PARTITION -> stage.lab().router().restore(lost.name());
            case NODE_KILL -> {
                stage.lab().router().restore(lost.name());
                start(lost);
            }
            case HAPROXY_KILL -> lost.startHaproxy();
        }
    }

    /** Ends a partition of the first node, which is MASTER before and after, and waits for the routes to come back to it. */
    Return heal() throws IOException, DidNotHappen, InterruptedException {
        var master = first();
        try (var probes = new Probes(stage)) {
            probes.awaitAnswers();
            Thread.sleep(CALM);
            var healed = Instant.now();
            mend(Loss.PARTITION);
            Optional<Double> back = Optional.empty();
            try {
                Patience.await("the routes to come back", RETURN, () -> notOwner(master));
                back = Optional.of(millis(healed, Instant.now()));
            } catch (DidNotHappen stranded) {
                // Counted below.
            }
            Thread.sleep(CALM);
            Patience.await("'%s' alone to be MASTER".formatted(master.name()), LIMIT, () -> notMaster(master));
            int stranded = (int) stage.owners().values().stream()
                    .filter(owner -> !owner.equals(Optional.of(master.name())))
                    .count();
            var gaps = probes.gaps();
            if (stranded > 0 && kind == Kind.CLASSIC) {
                ClassicNode.callHook(master);
            }
            return new Return(gaps, back, stranded);
        }
    }

    /** Waits until one node is MASTER and owns all routes, and the other stands ready. */
    void awaitReady() throws DidNotHappen, InterruptedException {
        Patience.await("the fleet to be ready", LIMIT, () -> {
            var owner = stage.owner();
            if (owner.isEmpty()) {
                return Optional.of("owners " + stage.owners());
            }
            var unready = notMaster(stage.lab().node(owner.get()));
            return unready.isPresent() || kind == Kind.CLASSIC ? unready : problem();
        });
    }

    /**
     * Starts Pointsman's agents anew. Who takes an entry from the same peer for the fourth time in a minute leaves it there for a while (rule
     * 6), and a benchmark loses its owners more often than that.
     */
    void forget() throws IOException, DidNotHappen, InterruptedException {
        if (kind == Kind.POINTSMAN) {
            for (var node : stage.lab().nodes()) {
                node.agent().kill();
                node.startAgent();
            }
        }
        awaitReady();
    }

    private Optional<String> problem() throws IOException {
        for (var node : stage.lab().nodes()) {
            var problems = node.ownership().problems(node.name());
            if (!problems.isEmpty()) {
                return Optional.of("'%s' says: %s".formatted(node.name(), String.join("; ", problems)));
            }
        }
        return Optional.empty();
    }

    private Optional<String> notOwner(LabNode node) {
        return stage.owner().equals(Optional.of(node.name()))
                ? Optional.empty()
                : Optional.of("owners " + stage.owners());
    }

    /** By keepalived's own log: this node is MASTER, and the other one BACKUP. */
    private Optional<String> notMaster(LabNode master) throws IOException {
        Map<String, String> states = new LinkedHashMap<>();
        for (var node : stage.lab().nodes()) {
            states.put(node.name(), state(node));
        }
        boolean isSo = states.get(master.name()).equals("MASTER")
                && states.get(other(master).name()).equals("BACKUP");
        return isSo ? Optional.empty() : Optional.of("keepalived is " + states);
    }

    private static String state(LabNode node) throws IOException {
        var state = "";
        var log = STATE.matcher(Files.readString(node.keepalived().log()));
        while (log.find()) {
            state = log.group(1);
        }
        return state;
    }

    private void start(LabNode node) throws IOException {
        if (kind == Kind.POINTSMAN) {
            node.start();
        } else {
            node.startHaproxy();
            node.startKeepalived();
        }
    }

    private LabNode first() {
        return stage.lab().node(stage.groups().getFirst().nodeOrder().getFirst());
    }

    private LabNode other(LabNode node) {
        return stage.lab().nodes().stream()
                .filter(each -> each != node)
                .findFirst()
                .orElseThrow();
    }

    /** The first write of each table that succeeded since then; dry runs and entries that no client uses are none. */
    private List<Call> firstWrites(Instant since) {
        var first = new LinkedHashMap<String, Call>();
        stage.lab().ec2().journal().calls().stream()
                .filter(call -> WRITES.contains(call.action())
                        && call.isOk()
                        && !call.at().isBefore(since))
                .filter(call -> stage.destination().equals(call.parameter("DestinationCidrBlock")))
                .sorted(Comparator.comparing(Call::at))
                .forEach(call -> first.putIfAbsent(call.parameter("RouteTableId"), call));
        return List.copyOf(first.values());
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    @Override
    public void close() throws IOException {
        stage.close();
    }

    /** A client in every zone that asks every 10 ms. */
    private static final class Probes implements AutoCloseable {
        private final List<Probe> probes = new ArrayList<>();

        Probes(Stage stage) {
            var call = stage.oracle().calls().getFirst();
            stage.clients().values().forEach(client -> probes.add(Probe.start(client, call)));
        }

        void awaitAnswers() throws IOException, InterruptedException {
            for (var probe : probes) {
                probe.awaitAnswer(ANSWER);
            }
        }

        List<Double> gaps() {
            return probes.stream()
                    .map(probe -> probe.longestGap().length().toNanos() / 1e6)
                    .toList();
        }

        @Override
        public void close() throws InterruptedException {
            for (var probe : probes) {
                probe.close();
            }
        }
    }
}

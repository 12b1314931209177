package dev.pointsman.lab.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.traffic.Probe;

/** Plays a schedule on a running fleet, one fault after the other, each on a fleet that has recovered from the last. */
final class Campaign {
    private static final Duration COME_UP = Duration.ofSeconds(60);
    /** A contested entry is left to the peer for 30 s before it is found out whether that lives. */
    private static final Duration SETTLE = Duration.ofSeconds(90);

    private static final Duration STABLE = Duration.ofMillis(1200);
    /** Together with {@link #STABLE} longer than an agent takes from one look at the routes to the next. */
    private static final Duration QUIET = Duration.ofMillis(1000);

    private final Stage stage;
    private final Health health;
    private final PrintStream out;

    Campaign(Stage stage, PrintStream out) {
        this.stage = stage;
        this.health = new Health(stage);
        this.out = out;
    }

    /** Brings the fleet up, plays, and tells each outcome as it comes. */
    List<Outcome> play(Schedule schedule) throws IOException, DidNotHappen, InterruptedException {
        ComeUp.start(stage);
        Patience.await("the fleet to come up", COME_UP, health::missing);
        out.println(Outcome.heading());
        var outcomes = new ArrayList<Outcome>();
        for (var turn : schedule.turns()) {
            var outcome = play(turn, outcomes.size() + 1);
            outcomes.add(outcome);
            out.println(outcome.line());
        }
        return outcomes;
    }

    private Outcome play(Schedule.Turn turn, int number) throws IOException, InterruptedException {
        var target = stage.lab().nodes().get(turn.node());
        var scene = new Scene(stage.lab(), target);
        var zone = stage.plan().fleet().node(target.name()).zone();
        var call = stage.oracle().calls().getFirst();
        var complaints = new ArrayList<String>();
        var start = Instant.now();
        var settled = SETTLE;
        Duration gap;
        try (var probe = Probe.start(stage.clients().get(zone), call)) {
            probe.awaitAnswer(Duration.ofSeconds(5));
            turn.fault().strike(scene);
            Thread.sleep(turn.holdMillis());
            turn.fault().heal(scene);
            try {
                settled = recover();
                var failures = probe.failures();
                var calm = Instant.now();
                probe.awaitAnswer(Duration.ofSeconds(5));
                Thread.sleep(QUIET);
                complaints.addAll(health.lost());
                health.missing().ifPresent(complaints::add);
                writesAfter(calm).ifPresent(complaints::add);
                if (probe.failures() > failures) {
                    complaints.add(
                            "%d requests were lost after it had recovered".formatted(probe.failures() - failures));
                }
            } catch (DidNotHappen e) {
                complaints.add(e.getMessage());
            }
            gap = probe.longestGap().length();
        }
        return new Outcome(
                number,
                turn.fault(),
                target.name(),
                Duration.ofMillis(turn.holdMillis()),
                settled,
                gap,
                health.writes(start).size(),
                complaints);
    }

    /**
     * Waits until the fleet is as it should be and stays so: a keepalived that thaws finds its timers run out and is MASTER for a moment,
     * which is repaired, and must not be taken for the end.
     */
    private Duration recover() throws DidNotHappen, InterruptedException {
        var start = Instant.now();
        while (true) {
            Patience.await(
                    "the fleet to recover", SETTLE.minus(Duration.between(start, Instant.now())), health::missing);
            var settled = Duration.between(start, Instant.now());
            try {
                Patience.await(
                        "the fleet to lose what it has",
                        STABLE,
                        () -> health.missing().isPresent() ? Optional.empty() : Optional.of("it is as it should be"));
            } catch (DidNotHappen stable) {
                return settled;
            }
        }
    }

    private Optional<String> writesAfter(Instant calm) {
        var writes = health.writes(calm);
        return writes.isEmpty()
                ? Optional.empty()
                : Optional.of("%d entries were written after it had recovered".formatted(writes.size()));
    }
}

package dev.pointsman.lab.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.pointsman.lab.campaign.turn.Campaign;
import dev.pointsman.lab.campaign.turn.Outcome;
import dev.pointsman.lab.campaign.turn.Schedule;
import dev.pointsman.lab.demo.DidNotHappen;

/**
 * Random faults on fleets side by side: each is broken again while it recovers, and left for a fresh one where it does not.
 *
 * <p>Safe for the threads of all fleets.
 */
final class FaultRuns {
    /** A fleet of a kind that has failed so often will fail again, and each time is waited for. */
    private static final int MOST_FAILURES = 3;

    private final Order order;
    private final Path project;
    private final PrintStream out;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    FaultRuns(Order order, Path project, PrintStream out) {
        this.order = order;
        this.project = project;
        this.out = out;
    }

    /** Plays, tells each outcome as it comes, and closes with a table and the count. Returns the exit code. */
    int play() throws IOException, InterruptedException {
        out.println(Outcome.heading());
        var work = new ArrayList<Callable<Void>>();
        var shares = order.shares();
        for (int i = 0; i < shares.size(); i++) {
            var fleet = order.fleets().get(i);
            // Fleets of one kind must not all do the same.
            var schedule = Schedule.draw(order.faults(), shares.get(i), order.seed() + i, order.nodes(fleet));
            var lane = new Lane(fleet, order.binary(), project);
            work.add(() -> {
                play(lane, schedule);
                return null;
            });
        }
        SideBySide.all(work);
        troubles.forEach(out::println);
        out.print(new Summary(outcomes).table());
        long good = outcomes.stream().filter(Outcome::isGood).count();
        out.printf("%d passed, %d failed%n", good, order.runs() - good);
        return good == order.runs() ? 0 : 1;
    }

    private void play(Lane lane, Schedule all) throws InterruptedException {
        var left = all;
        for (int failures = 0; failures < MOST_FAILURES && !left.turns().isEmpty(); failures++) {
            int played = 0;
            try (var stage = lane.open()) {
                try {
                    var campaign = new Campaign(lane.fleet(), stage, order.patience());
                    campaign.begin();
                    boolean isGood = true;
                    while (isGood && played < left.turns().size()) {
                        var turn = left.turns().get(played++);
                        isGood = tell(campaign.play(turn));
                    }
                    if (!isGood) {
                        trouble("logs of a failed run: " + lane.keepLogs(stage));
                    }
                } catch (IOException | DidNotHappen | RuntimeException e) {
                    trouble("fleet '%s' broke off: %s; logs: %s"
                            .formatted(lane.fleet(), e.getMessage(), lane.keepLogs(stage)));
                }
            } catch (IOException | DidNotHappen | RuntimeException e) {
                trouble("fleet '%s' could not be opened or closed: %s".formatted(lane.fleet(), e.getMessage()));
            }
            left = left.after(played);
        }
        if (!left.turns().isEmpty()) {
            trouble("%d runs on fleet '%s' were not played after %d failures; they count as failed"
                    .formatted(left.turns().size(), lane.fleet(), MOST_FAILURES));
        }
    }

    private synchronized boolean tell(Outcome outcome) {
        outcomes.add(outcome);
        out.println(outcome.line(outcomes.size()));
        return outcome.isGood();
    }

    private synchronized void trouble(String text) {
        troubles.add("FAILED: " + text);
    }
}

package dev.pointsman.lab.bench.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.bench.report.Table;
import dev.pointsman.lab.linux.Namespace;

/**
 * How long it takes from a commit until it is live where nobody tells the agent, which looks by itself.
 *
 * @param millis of each revision, in the order of their moments between two looks
 */
record PolledRevisions(List<Double> millis) {

    private static final int REVISIONS = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** What is left for fetch, compile, check and reload once the agent looks. */
    private static final Duration WORK = Duration.ofSeconds(1);

    /** A revision is live just after a look, so each waits longer than the one before until it is pushed: all moments between two looks are met. */
    static PolledRevisions measure(Path folder, Path binary, Namespace machine, KeyFiles keys)
            throws IOException, InterruptedException {
        try (ByPointsman agent = ByPointsman.polling(folder, binary, machine, keys, INTERVAL)) {
            List<Double> millis = new ArrayList<>();
            for (int revision = 1; revision <= REVISIONS; revision++) {
                Thread.sleep(INTERVAL.multipliedBy(revision - 1).dividedBy(REVISIONS));
                millis.add(agent.serve(revision));
            }
            return new PolledRevisions(millis);
        }
    }

    Table table() {
        return new Table(
                "polling",
                List.of("poll interval s", "revisions", "live after ms, shortest", "median", "longest"),
                List.of(List.of(
                        INTERVAL.toSeconds(),
                        millis.size(),
                        Collections.min(millis),
                        Quantile.median(millis),
                        Collections.max(millis))));
    }

    Goal goal() {
        return Goal.atMost(
                "from the pushed commit to live, by polling every " + INTERVAL.toSeconds() + " s, longest",
                Collections.max(millis),
                INTERVAL.plus(WORK).toMillis(),
                "ms");
    }
}

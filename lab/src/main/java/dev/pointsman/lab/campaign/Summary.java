package dev.pointsman.lab.campaign;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.pointsman.lab.campaign.turn.Fault;
import dev.pointsman.lab.campaign.turn.Outcome;

/**
 * What a campaign has found, fault by fault.
 *
 * @param outcomes in any order
 */
record Summary(List<Outcome> outcomes) {

    Summary {
        outcomes = List.copyOf(outcomes);
    }

    /** A line for each fault that was played, and one for all: runs, failures, the clients' gap and the time to recover. */
    String table() {
        var table = new StringBuilder("%-20s %6s %6s %12s %8s %16s %8s %8s%n"
                .formatted(
                        "fault", "runs", "failed", "gap, median", "longest", "recover, median", "longest", "relapses"));
        for (var fault : Fault.values()) {
            var own = outcomes.stream().filter(each -> each.fault() == fault).toList();
            if (!own.isEmpty()) {
                table.append(line(fault.text(), own));
            }
        }
        return table.append(line("all, in ms", outcomes)).toString();
    }

    private static String line(String name, List<Outcome> outcomes) {
        return "%-20s %6d %6d %12s %8s %16s %8s %8d%n"
                .formatted(
                        name,
                        outcomes.size(),
                        outcomes.stream().filter(each -> !each.isGood()).count(),
                        quantile(outcomes, Outcome::gap, 0.5),
                        quantile(outcomes, Outcome::gap, 1),
                        quantile(outcomes, Outcome::settled, 0.5),
                        quantile(outcomes, Outcome::settled, 1),
                        outcomes.stream().mapToInt(Outcome::relapses).sum());
    }

    private static String quantile(List<Outcome> outcomes, Function<Outcome, Duration> figure, double share) {
        return quantile(outcomes.stream().map(figure), share);
    }

    /** In milliseconds; a dash when there is nothing. The smallest value that at least this share does not exceed. */
    static String quantile(Stream<Duration> durations, double share) {
        var sorted = durations.sorted().toList();
        return sorted.isEmpty()
                ? "-"
                : String.valueOf(sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1))
                        .toMillis());
    }
}

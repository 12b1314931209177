package dev.pointsman.lab.campaign.turn;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * What a fault did.
 *
 * @param fleet the name of the fleet that it hit
 * @param target the node
 * @param at when it began
 * @param held how long it lasted
 * @param settled from its end until everything was as it should be, and stayed so; as long as was waited if it never was
 * @param relapses how often it was so and did not stay so
 * @param gap for how long the clients in the target's zone got no answer
 * @param writes how many entries were written, from its beginning until all was settled
 * @param complaints what was not as it should be, one sentence each; empty when all was
 */
public record Outcome(
        String fleet,
        Fault fault,
        String target,
        Instant at,
        Duration held,
        Duration settled,
        int relapses,
        Duration gap,
        int writes,
        List<String> complaints) {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    public Outcome {
        complaints = List.copyOf(complaints);
    }

    public boolean isGood() {
        return complaints.isEmpty();
    }

    public static String heading() {
        return "%4s  %-6s %-7s %-20s %8s %8s %8s %8s %6s"
                .formatted("run", "fleet", "node", "fault", "held ms", "gap ms", "settled", "relapses", "writes");
    }

    /** The line of a table below {@link #heading}; of a failure also when it began, in UTC, to find it in the nodes' logs. */
    public String line(int number) {
        return "%4d  %-6s %-7s %-20s %8d %8d %8d %8d %6d  %s"
                .formatted(
                        number,
                        fleet,
                        target,
                        fault.text(),
                        held.toMillis(),
                        gap.toMillis(),
                        settled.toMillis(),
                        relapses,
                        writes,
                        isGood()
                                ? "ok"
                                : "FAILED at %s: %s".formatted(CLOCK.format(at), String.join("; ", complaints)));
    }
}

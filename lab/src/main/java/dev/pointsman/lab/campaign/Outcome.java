package dev.pointsman.lab.campaign;

import java.time.Duration;
import java.util.List;

/**
 * What a fault did.
 *
 * @param number from 1
 * @param target the node that it hit
 * @param held how long it lasted
 * @param settled from its end until everything was as it should be; the limit when it never was
 * @param gap for how long the clients in the target's zone got no answer
 * @param writes how many entries were written, from its beginning until all was settled
 * @param complaints what was not as it should be, one sentence each; empty when all was
 */
record Outcome(
        int number,
        Fault fault,
        String target,
        Duration held,
        Duration settled,
        Duration gap,
        int writes,
        List<String> complaints) {

    Outcome {
        complaints = List.copyOf(complaints);
    }

    boolean isGood() {
        return complaints.isEmpty();
    }

    static String heading() {
        return "%4s  %-20s %-8s %8s %9s %8s %7s  %s"
                .formatted("run", "fault", "node", "held ms", "gap ms", "settled", "writes", "");
    }

    String line() {
        return "%4d  %-20s %-8s %8d %9d %8d %7d  %s"
                .formatted(
                        number,
                        fault.text(),
                        target,
                        held.toMillis(),
                        gap.toMillis(),
                        settled.toMillis(),
                        writes,
                        isGood() ? "ok" : "FAILED: " + String.join("; ", complaints));
    }
}

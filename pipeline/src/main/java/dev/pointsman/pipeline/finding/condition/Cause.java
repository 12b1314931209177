package dev.pointsman.pipeline.finding.condition;

import java.util.Comparator;

/**
 * A reason with the words of the finding that gave it.
 *
 * @param reason which condition, and why
 * @param message the finding's message
 */
public record Cause(Reason reason, String message) implements Comparable<Cause> {

    private static final Comparator<Cause> ORDER =
            Comparator.comparing(Cause::reason).thenComparing(Cause::message);

    @Override
    public int compareTo(Cause other) {
        return ORDER.compare(this, other);
    }
}

package dev.pointsman.lab.bench.report;

import java.util.Locale;

/**
 * Something that a benchmark wants to be true.
 *
 * @param what the figure is of
 * @param figure as measured
 * @param bound what it must not pass
 * @param isUpperBound whether the figure must be at most the bound, else at least
 * @param unit of figure and bound, for example {@code x} or {@code MB}
 */
public record Goal(String what, double figure, double bound, boolean isUpperBound, String unit) {

    public static Goal atMost(String what, double figure, double bound, String unit) {
        return new Goal(what, figure, bound, true, unit);
    }

    public static Goal atLeast(String what, double figure, double bound, String unit) {
        return new Goal(what, figure, bound, false, unit);
    }

    public boolean isMet() {
        return isUpperBound ? figure <= bound : figure >= bound;
    }

    /** The line that ends a benchmark's output, one per goal. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "goal %s: %.2f %s (%s %.2f %s) %s",
                what,
                figure,
                unit,
                isUpperBound ? "<=" : ">=",
                bound,
                unit,
                isMet() ? "met" : "missed");
    }
}

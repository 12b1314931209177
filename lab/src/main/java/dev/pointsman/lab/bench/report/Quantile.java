package dev.pointsman.lab.bench.report;

import java.util.List;

/** Quantiles by the nearest-rank method: always one of the values that were measured. */
public final class Quantile {
    private Quantile() {}

    public static double median(List<Double> values) {
        return of(50, values);
    }

    /**
     * The smallest value that at least this many percent of all values do not exceed.
     *
     * @param percent 1 to 100
     * @param values at least one
     */
    public static double of(int percent, List<Double> values) {
        if (values.isEmpty() || percent < 1 || percent > 100) {
            throw new IllegalArgumentException("no %d %% quantile of %d values".formatted(percent, values.size()));
        }
        var sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }
}

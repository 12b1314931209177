package dev.pointsman.lab.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what happens to the requests of a load; safe for many threads. */
final class LoadTally {
    private static final int FAILURES_KEPT = 50;

    private final long startNanos = System.nanoTime();
    private long sent;
    private long connections;
    private final Map<Failure, Long> failures = new EnumMap<>(Failure.class);
    private final List<LoadReport.Mishap> mishaps = new ArrayList<>();
    private final Map<String, Long> answers = new TreeMap<>();
    private final List<Long> latencies = new ArrayList<>();

    synchronized void sent() {
        sent++;
    }

    synchronized void connected() {
        connections++;
    }

    synchronized void answered(Call call, Echo echo, long latencyNanos) {
        latencies.add(latencyNanos);
        echo.backends().stream()
                .filter(call.expected()::contains)
                .forEach(backend -> answers.merge(backend, 1L, Long::sum));
    }

    synchronized void failed(Call call, Failure failure, boolean keptConnection, String detail) {
        failures.merge(failure, 1L, Long::sum);
        if (mishaps.size() < FAILURES_KEPT) {
            mishaps.add(new LoadReport.Mishap(
                    Instant.now(), call.request().toString(), failure, keptConnection, shortened(detail)));
        }
    }

    synchronized LoadReport report() {
        var sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        return new LoadReport(
                sent,
                sorted.length,
                connections,
                (System.nanoTime() - startNanos) / 1e9,
                Map.copyOf(failures),
                List.copyOf(mishaps),
                new TreeMap<>(answers),
                percentile(sorted, 50),
                percentile(sorted, 99),
                percentile(sorted, 100));
    }

    private static double percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(percent / 100.0 * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }

    private static String shortened(String text) {
        var line = String.valueOf(text).strip().replaceAll("\\s+", " ");
        return line.length() <= 160 ? line : line.substring(0, 160) + "…";
    }
}

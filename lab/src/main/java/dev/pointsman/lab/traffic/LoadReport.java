package dev.pointsman.lab.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened to the requests of a load.
 *
 * @param sent how many were sent
 * @param succeeded how many got a 2xx answer from a backend that was expected
 * @param connections how many connections were opened for them
 * @param seconds how long the load has run
 * @param failures how often each failure happened; what never happened is absent
 * @param mishaps the first failures in detail, 50 at most
 * @param answers right answers by backend, as {@code namespace/service:port}
 * @param medianMillis latency of right answers, from the time a request was due
 * @param percentile99Millis the same, 99th percentile
 * @param longestMillis the same, maximum
 */
public record LoadReport(
        long sent,
        long succeeded,
        long connections,
        double seconds,
        Map<Failure, Long> failures,
        List<Mishap> mishaps,
        Map<String, Long> answers,
        double medianMillis,
        double percentile99Millis,
        double longestMillis) {

    /**
     * One request that went wrong.
     *
     * @param at when that was noticed
     * @param request what was sent
     * @param failure what went wrong
     * @param keptConnection whether it was to be followed by others on its connection
     * @param detail the answer or the error, shortened
     */
    public record Mishap(Instant at, String request, Failure failure, boolean keptConnection, String detail) {

        @Override
        public String toString() {
            return "%s '%s' %s (%s)%s".formatted(at, request, failure, detail, keptConnection ? ", keep-alive" : "");
        }
    }

    /** The first few failures, a line for each. */
    public String firstMishaps() {
        return mishaps.stream().limit(3).map(Mishap::toString).collect(Collectors.joining("\n"));
    }

    /** Everything that was sent and not answered rightly, whatever the reason. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    public double requestsPerSecond() {
        return sent / seconds;
    }

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d requests at %.0f/s on %d connections: %d right, %d wrong%s; latency median %.1f ms, p99 %.1f ms, max %.1f ms",
                sent,
                requestsPerSecond(),
                connections,
                succeeded,
                failed(),
                failures.isEmpty() ? "" : " " + failures,
                medianMillis,
                percentile99Millis,
                longestMillis);
    }
}

package dev.pointsman.pipeline.trial;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import dev.pointsman.pipeline.explain.Explanation;
import dev.pointsman.pipeline.routetest.RouteTest;

/**
 * What came of all tests.
 *
 * @param results in the order of the tests
 * @param rules every rule that could be reached, and what it takes in words; requests first
 * @param reached those that some test reached
 * @param took how long the tests took, HAProxy's start included
 */
public record TrialReport(
        List<Result> results, SortedMap<String, String> rules, SortedMap<String, String> reached, Duration took) {

    public TrialReport {
        results = List.copyOf(results);
    }

    /**
     * What came of one test.
     *
     * @param happened who answered, in words
     * @param rule the rule that HAProxy says took the first request; empty for none
     * @param misdirected whether the request was for another listener than its connection, so that no rule served it
     * @param explanation why, for a request of a test that failed; from the plan
     * @param differences nothing when the test passed
     */
    public record Result(
            RouteTest test,
            String happened,
            Optional<String> rule,
            boolean misdirected,
            Optional<Explanation> explanation,
            List<Difference> differences) {
        public Result {
            differences = List.copyOf(differences);
        }

        public boolean passed() {
            return differences.isEmpty();
        }
    }

    public long failed() {
        return results.stream().filter(result -> !result.passed()).count();
    }

    /** The rules that no test reached, and what they take. */
    public List<String> unreached() {
        return rules.keySet().stream()
                .filter(rule -> !reached.containsKey(rule))
                .toList();
    }
}

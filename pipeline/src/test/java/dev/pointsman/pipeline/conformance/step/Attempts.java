package dev.pointsman.pipeline.conformance.step;

import java.time.Duration;

/**
 * How often something is tried.
 *
 * <p>The configuration is in effect before the first attempt, so patience is for a machine under load: a health check that an echo backend
 * was too slow for, and the next ones that bring it back.
 *
 * @param patience how long after the first attempt another is made
 */
public record Attempts(Duration patience) {

    /** As long as the suite waits for a configuration to take effect. */
    public static final Attempts OF_WHAT_MUST_PASS = new Attempts(Duration.ofSeconds(30));

    /** Long enough to see that something passes although nobody claims it. */
    public static final Attempts OF_WHAT_IS_NOT_CLAIMED = new Attempts(Duration.ofMillis(500));

    /** One attempt; it fails with an exception or an AssertionError. */
    interface Attempt {
        void run() throws Exception;
    }

    private static final int IN_A_ROW = 3;
    private static final long PAUSE_MILLIS = 100;

    /** Three successes in a row, or the last failure. */
    void threeInARow(Attempt attempt) throws Exception {
        inARow(IN_A_ROW, attempt);
    }

    void inARow(int wanted, Attempt attempt) throws Exception {
        long start = System.nanoTime();
        for (int successes = 0; successes < wanted; ) {
            try {
                attempt.run();
                successes++;
            } catch (GivenUp verdict) {
                throw verdict;
            } catch (Exception | AssertionError failure) {
                if (System.nanoTime() - start > patience.toNanos()) {
                    throw failure;
                }
                successes = 0;
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** A failure that no further attempt can mend. */
    static final class GivenUp extends AssertionError {
        GivenUp(String message) {
            super(message);
        }
    }
}

package dev.pointsman.pipeline.conformance.step;

import java.util.concurrent.TimeUnit;

/**
 * How often something is tried.
 *
 * <p>The suite waits 30 seconds for a configuration to take effect. Here it is in effect before the first attempt, so a few more suffice.
 */
final class Attempts {

    /** One attempt; it fails with an exception or an AssertionError. */
    interface Attempt {
        void run() throws Exception;
    }

    private static final int IN_A_ROW = 3;
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 100;

    private Attempts() {}

    /** Three successes in a row, or the last failure. */
    static void threeInARow(Attempt attempt) throws Exception {
        inARow(IN_A_ROW, attempt);
    }

    static void inARow(int wanted, Attempt attempt) throws Exception {
        long start = System.nanoTime();
        for (int successes = 0; successes < wanted; ) {
            try {
                attempt.run();
                successes++;
            } catch (GivenUp verdict) {
                throw verdict;
            } catch (Exception | AssertionError failure) {
                if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
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

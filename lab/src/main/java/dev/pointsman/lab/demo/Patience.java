package dev.pointsman.lab.demo;

import java.time.Duration;
import java.util.Optional;

/** Waits for something that has to come true within a time, and tells what was last seen if it does not. */
public final class Patience {
    private static final Duration POLL = Duration.ofMillis(50);

    private Patience() {}

    /** What is still missing; empty when nothing is. Throwing means: not yet, and why. */
    public interface Look {
        Optional<String> missing() throws Exception;
    }

    /**
     * Looks again and again.
     *
     * @param what is waited for, as the end of the sentence "waited for …"
     * @return how long it took
     */
    public static Duration await(String what, Duration limit, Look look) throws DidNotHappen, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Optional<String> missing;
            Exception cause = null;
            try {
                missing = look.missing();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                missing = Optional.of(String.valueOf(e.getMessage()));
                cause = e;
            }
            var waited = Duration.ofNanos(System.nanoTime() - start);
            if (missing.isEmpty()) {
                return waited;
            }
            if (waited.compareTo(limit) > 0) {
                throw new DidNotHappen(
                        "waited %d s for %s; last seen: %s".formatted(limit.toSeconds(), what, missing.get()), cause);
            }
            Thread.sleep(POLL);
        }
    }
}

package dev.pointsman.agent.ownership;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of day as it was at the start, advanced by the machine's monotonic clock.
 *
 * <p>It exists because decisions compare moments: a step of the wall clock must neither make an old reading fresh nor end a wait.
 */
final class SteadyTime implements InstantSource {

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}

package dev.pointsman.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time as EC2 has it: this machine's, until it is stepped.
 *
 * <p>It exists because Linux has one wall clock for all network namespaces, and nobody may step that of the machine which the lab borrows.
 * What a node's clock can break is its agreement with EC2, which refuses signatures that are too old or too new; so the lab steps the other
 * side. Within a node, decisions are made by the monotonic clock. Safe for use by many threads.
 */
public final class SteppedClock implements InstantSource {
    private volatile Duration offset = Duration.ZERO;

    /** From now on EC2's clock differs from the nodes' by this much; negative when the nodes are ahead. */
    public void step(Duration wanted) {
        offset = wanted;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }
}

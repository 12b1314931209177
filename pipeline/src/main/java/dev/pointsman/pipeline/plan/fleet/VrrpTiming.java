package dev.pointsman.pipeline.plan.fleet;

import java.time.Duration;

/**
 * How fast a dead node is noticed, and how patient a recovered one is.
 *
 * @param advertisementInterval time between two VRRP advertisements: 10 ms to 40 s (VRRPv3 counts centiseconds in 12 bits, RFC 5798
 *     section 5.2.7; the lower bound is keepalived's); a backup takes over after about three of them
 * @param preemptDelay how long a recovered node with the higher priority waits before it takes the group back: 0 to 1000 s, whole
 *     seconds (keepalived's {@code preempt_delay}); every move cuts connections
 */
public record VrrpTiming(Duration advertisementInterval, Duration preemptDelay) {

    public VrrpTiming {
        long millis = advertisementInterval.toMillis();
        if (millis < 10 || millis > 40_000 || millis % 10 != 0) {
            throw new IllegalArgumentException(
                    "advertisement interval " + millis + " ms is not between 10 ms and 40 s in steps of 10 ms");
        }
        if (preemptDelay.isNegative() || preemptDelay.toSeconds() > 1000 || preemptDelay.toNanosPart() != 0) {
            throw new IllegalArgumentException(
                    "preempt delay " + preemptDelay + " is not between 0 and 1000 whole seconds");
        }
    }
}

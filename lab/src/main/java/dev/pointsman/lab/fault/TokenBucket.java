package dev.pointsman.lab.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A bucket of request tokens, refilled continuously; exists to throttle as EC2 does. Safe for use by many threads. */
final class TokenBucket {

    private final Limit limit;
    private final InstantSource clock;
    private double tokens;
    private Instant counted;

    TokenBucket(Limit limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
        this.tokens = limit.burst();
        this.counted = clock.instant();
    }

    synchronized boolean tryTake() {
        Instant now = clock.instant();
        if (now.isAfter(counted)) {
            double seconds = Duration.between(counted, now).toNanos() / 1e9;
            tokens = Math.min(limit.burst(), tokens + seconds * limit.refillPerSecond());
            counted = now;
        }
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}

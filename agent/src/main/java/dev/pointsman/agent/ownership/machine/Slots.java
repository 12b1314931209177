package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.pointsman.agent.ownership.memory.RouteEntry;

/**
 * How many writes may still be sent at once.
 *
 * <p>It exists to keep the number bounded without letting tables that hang hold up those that do not: a write that has taken long gives its
 * slot away while it goes on.
 */
final class Slots {

    /** EC2 answers a write within about 300 ms. */
    static final Duration LONG = Duration.ofSeconds(1);

    private final int most;
    private final Map<RouteEntry, Instant> taken = new HashMap<>();

    Slots(int most) {
        this.most = most;
    }

    boolean hasFree(Instant now) {
        if (taken.size() < most) {
            return true;
        }
        Instant late = now.minus(LONG);
        return taken.values().stream().filter(since -> since.isAfter(late)).count() < most;
    }

    void take(RouteEntry entry, Instant now) {
        taken.put(entry, now);
    }

    void release(RouteEntry entry) {
        taken.remove(entry);
    }

    /** When a slot will be given away that is not free now; {@link Instant#MAX} when there is none. */
    Instant nextFree(Instant now) {
        return taken.size() < most
                ? Instant.MAX
                : taken.values().stream()
                        .map(since -> since.plus(LONG))
                        .filter(now::isBefore)
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX);
    }
}

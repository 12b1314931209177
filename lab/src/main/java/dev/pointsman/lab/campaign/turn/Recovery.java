package dev.pointsman.lab.campaign.turn;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.traffic.Probe;

/**
 * Waits until a fleet is as it should be <em>and stays so</em>: for a while that is longer than an agent takes from one look at the routes to the next nothing
 * is missing, nobody writes, and no request is lost.
 *
 * <p>It exists because a fleet may look well in between: a keepalived that thaws is MASTER for a moment, and a write that was under way when a link was
 * cut arrives when the link is back. Both are repaired, and must not be taken for the end. How long that takes is a figure; that it ends is the
 * judgement.
 */
final class Recovery {
    /** An agent looks every two seconds, spread by a fifth. */
    private static final Duration CALM = Duration.ofMillis(2500);

    private static final Duration POLL = Duration.ofMillis(50);

    private final Health health;
    private final Probe probe;
    private final Duration limit;

    /**
     * What was seen.
     *
     * @param settled from the beginning until the calm began that lasted
     * @param relapses how many calms did not last
     */
    record Found(Duration settled, int relapses) {}

    /** @param limit how long to wait, far above every bound that the agents have */
    Recovery(Health health, Probe probe, Duration limit) {
        this.health = health;
        this.probe = probe;
        this.limit = limit;
    }

    /** Waits. Throws DidNotHappen, saying what was missing last, when it was never calm for long enough. */
    Found await() throws DidNotHappen, InterruptedException {
        var start = Instant.now();
        for (int relapses = 0; ; relapses++) {
            var last = Optional.of("nothing was looked at");
            while (last.isPresent()) {
                if (Duration.between(start, Instant.now()).compareTo(limit) > 0) {
                    throw new DidNotHappen("not recovered within %d s, %d relapses: %s"
                            .formatted(limit.toSeconds(), relapses, last.get()));
                }
                last = missing();
                Thread.sleep(POLL);
            }
            var calm = Instant.now();
            int failures = probe.failures();
            Optional<String> disturbance = Optional.empty();
            while (disturbance.isEmpty()
                    && Duration.between(calm, Instant.now()).compareTo(CALM) < 0) {
                Thread.sleep(POLL);
                disturbance = disturbance(calm, failures);
            }
            if (disturbance.isEmpty() && health.lost().isEmpty()) {
                return new Found(Duration.between(start, calm), relapses);
            }
        }
    }

    private Optional<String> disturbance(Instant calm, int failures) {
        int writes = health.writes(calm).size();
        if (writes > 0) {
            return Optional.of("%d entries were written".formatted(writes));
        }
        int lost = probe.failures() - failures;
        return lost > 0 ? Optional.of("%d requests were lost".formatted(lost)) : missing();
    }

    private Optional<String> missing() {
        try {
            return health.missing();
        } catch (Exception e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

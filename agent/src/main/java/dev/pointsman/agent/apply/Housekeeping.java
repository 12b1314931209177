package dev.pointsman.agent.apply;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.generation.Retention;
import dev.pointsman.agent.revision.ServedGeneration;
import org.jboss.logging.Logger;

/** Removes generations that nobody needs any more: after each revision, and once an hour for those that have grown old. */
final class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final GenerationStore store;
    private final ServedGeneration served;
    private final Retention retention;
    private final InstantSource clock;

    private Optional<Generation> before = Optional.empty();
    private Optional<Generation> running = Optional.empty();
    private Instant next = Instant.EPOCH;

    Housekeeping(GenerationStore store, ServedGeneration served, Retention retention, InstantSource clock) {
        this.store = store;
        this.served = served;
        this.retention = retention;
        this.clock = clock;
    }

    /** @param replaced what was current until now, and so is the last good one */
    void afterRevision(Optional<Generation> replaced) {
        before = replaced.or(() -> before);
        tidy();
    }

    /** Does nothing until it is time. */
    void tidyNowAndThen() {
        if (!clock.instant().isBefore(next)) {
            tidy();
        }
    }

    private void tidy() {
        Instant now = clock.instant();
        next = now.plus(INTERVAL);
        try {
            running = served.running().or(() -> running);
        } catch (IOException silent) {
            // What it served when it answered last stays.
        }
        try {
            store.prune(
                    retention,
                    now,
                    Stream.concat(before.stream(), running.stream()).toList());
        } catch (IOException e) {
            LOG.warnf("failed to remove old generations: %s", e.getMessage());
        }
    }
}

package dev.pointsman.agent.apply;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pointsman.agent.configuration.AgentConfiguration;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;

/** Looks for new revisions at the interval of agent.yaml at the latest, and somewhat earlier by chance: a fleet does not ask its Git server in step. */
@Singleton
public class Poller {

    /** No look comes before this share of the interval is over, in the whole seconds that the scheduler counts in; when in the rest is left to chance. */
    private static final int STEADY_PERCENT = 80;

    private final Applier applier;
    private final Scheduler scheduler;
    private final Duration interval;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private final Object asked = new Object();
    private volatile long lastLook = System.nanoTime();

    Poller(Applier applier, Scheduler scheduler, AgentConfiguration configuration) {
        this.applier = applier;
        this.scheduler = scheduler;
        this.interval = configuration.pollInterval();
    }

    /** Starts with what is on disk, without waiting for Git. */
    void start(@Observes StartupEvent started) {
        Thread.ofVirtual().name("pointsman-start").start(() -> {
            applier.resume();
            look();
            // Each look comes late by chance: two of them are never further apart than the interval.
            long steady = Math.max(1_000, interval.toMillis() * STEADY_PERCENT / 100 / 1_000 * 1_000);
            var poll = scheduler.newJob("poll").setInterval(steady + "ms");
            if (interval.toMillis() > steady) {
                poll.setExecutionMaxDelay(interval.toMillis() - steady + "ms");
            }
            poll.setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                    .setTask(execution -> look())
                    .schedule();
        });
    }

    /** Looks now, at a refused revision too that waits for its next attempt, and returns when the look is done. */
    public void refresh() {
        applier.applyNow();
        lastLook = System.nanoTime();
    }

    /**
     * Looks now, on another thread. Asked again before that look has begun, it does not look twice; asked while it is under way, it looks
     * once more, because what is new may have come too late for it.
     */
    public void lookSoon() {
        if (isAsked.compareAndSet(false, true)) {
            Thread.ofVirtual().name("pointsman-asked").start(() -> {
                synchronized (asked) {
                    isAsked.set(false);
                    look();
                }
            });
        }
    }

    /** How long ago the last look ended; the start counts as one. */
    public Duration sinceLastLook() {
        return Duration.ofNanos(System.nanoTime() - lastLook);
    }

    private void look() {
        applier.apply();
        lastLook = System.nanoTime();
    }
}

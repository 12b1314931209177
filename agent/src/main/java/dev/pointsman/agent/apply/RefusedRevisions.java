package dev.pointsman.agent.apply;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which revision this node refuses, and when it is tried again: the one place of that decision.
 *
 * <p>One that was given up is never tried again, also not by an agent that has been started anew, until the circumstances are others. One
 * that something on this node stands in the way of is tried again after {@link #FIRST_WAIT}, then after twice that, and so on up to
 * {@link #LONGEST_WAIT}; at once when the agent starts and when somebody asks for it. Another revision ends either.
 */
final class RefusedRevisions {

    static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final RefusalFile file;
    private final Supplier<String> circumstances;
    private final InstantSource clock;

    private String givenUp = "";
    private String givenUpIn = "";
    private String hindered = "";
    private Duration wait = Duration.ZERO;
    private Instant next = Instant.EPOCH;

    /** @param circumstances what a verdict depends on besides the revision, see {@link Circumstances} */
    RefusedRevisions(RefusalFile file, Supplier<String> circumstances, InstantSource clock) {
        this.file = file;
        this.circumstances = circumstances;
        this.clock = clock;
    }

    /** What an agent that ran here before has given up for good. */
    synchronized Optional<Refusal> recall() {
        String now = circumstances.get();
        Optional<Refusal> refusal = file.read(now);
        refusal.ifPresentOrElse(
                known -> {
                    givenUp = known.revision();
                    givenUpIn = now;
                },
                file::delete);
        return refusal;
    }

    synchronized void remember(Refusal refusal) {
        if (refusal.isFinal()) {
            givenUp = refusal.revision();
            givenUpIn = circumstances.get();
            file.write(refusal, givenUpIn);
        } else {
            postpone(refusal.revision());
        }
    }

    /** A revision could not be applied; the next attempt comes later than the one before. */
    synchronized void postpone(String revision) {
        Duration longer = wait.multipliedBy(2);
        wait = !revision.equals(hindered) ? FIRST_WAIT : longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
        hindered = revision;
        next = clock.instant().plus(wait);
    }

    /** Nothing is refused any more. */
    synchronized void forget() {
        if (!givenUp.isEmpty()) {
            file.delete();
        }
        givenUp = "";
        hindered = "";
    }

    /** Somebody asks: what waits is tried now. */
    synchronized void hurry() {
        next = Instant.EPOCH;
    }

    /** Whether nothing is to be done about a revision for now. */
    synchronized boolean rests(String revision) {
        return revision.equals(givenUp) && givenUpIn.equals(circumstances.get())
                || revision.equals(hindered) && isAhead(next);
    }

    /** Unless somebody has turned the clock back meanwhile. */
    private boolean isAhead(Instant moment) {
        Instant now = clock.instant();
        return now.isBefore(moment) && now.plus(LONGEST_WAIT).compareTo(moment) >= 0;
    }
}

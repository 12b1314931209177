package dev.pointsman.agent.ownership.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How often this node has claimed an entry from the same holder, and how long that holds it back (rule 6).
 *
 * @param holder the network interface, or other target, that the entry was claimed from; empty for nobody
 * @param claims when the last of these claims were made, oldest first; at most {@link #MOST}
 * @param pause how long the last wait was to be; zero before there was one
 * @param until until when this node leaves the entry to the holder
 */
public record Rivalry(String holder, List<Instant> claims, Duration pause, Instant until) {

    /** How many claims from one holder may follow each other within {@link #WINDOW} before the waiting begins. */
    public static final int MOST = 3;

    public static final Duration WINDOW = Duration.ofMinutes(1);

    /** The first wait, which doubles with each claim that follows. */
    public static final Duration FIRST_WAIT = Duration.ofMinutes(1);

    public static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** So long after the last claim, all is forgotten. */
    public static final Duration PEACE = Duration.ofMinutes(10);

    /** Nothing has been claimed from anybody. */
    public static final Rivalry NONE = new Rivalry("", List.of(), Duration.ZERO, Instant.MIN);

    public Rivalry {
        claims = List.copyOf(claims);
    }

    /** Whether this node leaves the entry to that holder for now. */
    public boolean holdsBack(String from, Instant now) {
        return now.isBefore(until) && holder.equals(from);
    }

    /**
     * Whether the wait for that holder has ended within this term, or has not ended yet. What the wait was to keep apart, two nodes that believe
     * to be MASTER, may be there still; a term that begins later owes nothing to it.
     */
    public boolean hasHeldBackIn(Instant term, String from, Instant now) {
        return until.isAfter(term)
                && holder.equals(from)
                && now.isBefore(claims.getLast().plus(PEACE));
    }

    /** Another claim from that holder. */
    Rivalry claimed(String from, Instant at) {
        if (!holder.equals(from) || at.isAfter(claims.getLast().plus(PEACE))) {
            return new Rivalry(from, List.of(at), Duration.ZERO, Instant.MIN);
        }
        List<Instant> recent = Stream.concat(
                        claims.stream().filter(claim -> claim.isAfter(at.minus(WINDOW))), Stream.of(at))
                .toList();
        if (pause.isZero() && recent.size() < MOST) {
            return new Rivalry(from, recent, Duration.ZERO, Instant.MIN);
        }
        Duration next = pause.isZero() ? FIRST_WAIT : pause.multipliedBy(2);
        Duration bounded = next.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : next;
        return new Rivalry(from, List.of(at), bounded, at.plus(bounded));
    }

    /** The holder has been found dead: no more waiting, but the past still counts if it turns out to live. */
    Rivalry released() {
        return until.equals(Instant.MIN) ? this : new Rivalry(holder, claims, pause, Instant.MIN);
    }
}

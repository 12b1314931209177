package dev.pointsman.agent.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Virtual time, in microseconds from the start, and what is to happen in it. */
final class Timeline {

    static final long MILLISECOND = 1_000;
    static final long SECOND = 1_000 * MILLISECOND;

    private static final long EPOCH_SECOND =
            Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long sequence;

    private record Event(long at, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
        }
    }

    long now() {
        return now;
    }

    Instant instant() {
        return Instant.ofEpochSecond(EPOCH_SECOND + now / SECOND, now % SECOND * 1_000);
    }

    /** The moment in this time, rounded up, as far as it matters. */
    long of(Instant instant) {
        return (instant.getEpochSecond() - EPOCH_SECOND) * SECOND + (instant.getNano() + 999) / 1_000;
    }

    static long of(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    void after(long delay, Runnable action) {
        events.add(new Event(now + Math.max(0, delay), sequence++, action));
    }

    /** Lets the next thing happen; does nothing when nothing is left. */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.action().run();
        return true;
    }
}

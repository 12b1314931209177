package dev.pointsman.agent.ownership.memory;

import java.time.Duration;
import java.time.Instant;

/**
 * What a node remembers of one entry.
 *
 * @param seen the last reading that counts
 * @param askedAt when that reading was asked for; {@link Instant#MIN} before the first
 * @param seenSince since when readings have said so
 * @param tenure what the entry has been to this node in this term
 * @param pursuit how far writing it has come
 * @param rivalry how often it has been claimed from the same holder; outlives the term
 */
public record EntryMemory(
        Seen seen, Instant askedAt, Instant seenSince, Tenure tenure, Pursuit pursuit, Rivalry rivalry) {

    /** Nothing is known. */
    public static final EntryMemory BLANK = new EntryMemory(
            new Seen.Unread(), Instant.MIN, Instant.MIN, new Tenure.None(), new Pursuit.Idle(), Rivalry.NONE);

    /** A reading arrives. One that was asked for before this node's own write was through, or while it is under way, is no news. */
    EntryMemory read(Seen now, Instant asked, Instant at) {
        if (pursuit instanceof Pursuit.Writing || asked.isBefore(lastWrite())) {
            return this;
        }
        return new EntryMemory(now, asked, now.equals(seen) ? seenSince : at, tenure, pursuit, rivalry);
    }

    /** When EC2 confirmed this node's last write in this term; {@link Instant#MIN} when there was none. */
    public Instant lastWrite() {
        return switch (tenure) {
            case Tenure.Written written -> written.at();
            case Tenure.Held held -> held.since();
            case Tenure.None _, Tenure.Taken _ -> Instant.MIN;
        };
    }

    /** Whether the last reading can no longer show what was before this node's own write. */
    public boolean isSettled(Duration staleness) {
        return !askedAt.isBefore(lastWrite().plus(staleness));
    }

    /** Whether a write may be sent now: none is under way, and none has failed so lately that it waits. */
    public boolean isWritable(Instant now) {
        return switch (pursuit) {
            case Pursuit.Idle _ -> true;
            case Pursuit.Writing _ -> false;
            case Pursuit.Waiting waiting -> !now.isBefore(waiting.until());
        };
    }

    public EntryMemory with(Tenure changed) {
        return changed == tenure ? this : new EntryMemory(seen, askedAt, seenSince, changed, pursuit, rivalry);
    }

    private EntryMemory with(Pursuit changed) {
        return new EntryMemory(seen, askedAt, seenSince, tenure, changed, rivalry);
    }

    /** The holder has been found dead: this node may claim from it, as at the start of a term. */
    public EntryMemory released() {
        return new EntryMemory(seen, askedAt, seenSince, new Tenure.None(), pursuit, rivalry.released());
    }

    /** A reading has shown that this node owns the entry: what failed before is over. */
    public EntryMemory arrived() {
        return pursuit instanceof Pursuit.Waiting ? with(new Pursuit.Idle()) : this;
    }

    /** A write begins; the first attempt counts as a claim from whoever holds the entry, a repeated one does not. */
    EntryMemory writing(Instant at) {
        Rivalry now = seen instanceof Seen.Target points && !points.isBlackhole() && pursuit.failures() == 0
                ? rivalry.claimed(points.target(), at)
                : rivalry;
        return new EntryMemory(seen, askedAt, seenSince, tenure, new Pursuit.Writing(pursuit.failures()), now);
    }

    /** EC2 has confirmed this node's write. */
    EntryMemory written(Instant at) {
        boolean isRepeated = tenure instanceof Tenure.Written || tenure instanceof Tenure.Taken;
        return with(new Tenure.Written(at, seen, isRepeated)).with(new Pursuit.Idle());
    }

    /** The write was not sent. */
    EntryMemory abandoned() {
        return with(new Pursuit.Idle());
    }

    /** The write failed. */
    EntryMemory waiting(Pursuit.Waiting until) {
        return with(until);
    }

    /** The term is over: what this node held is forgotten; a write under way still is. */
    public EntryMemory termOver() {
        EntryMemory forgotten = tenure instanceof Tenure.None ? this : with(new Tenure.None());
        return pursuit instanceof Pursuit.Waiting ? forgotten.with(new Pursuit.Idle()) : forgotten;
    }
}

package dev.pointsman.agent.ownership.rule;

import java.time.Instant;

/**
 * What a node remembers of one entry.
 *
 * @param seen the last reading that counts
 * @param askedAt when that reading was asked for; {@link Instant#MIN} before the first
 * @param seenSince since when readings have said so
 * @param tenure what the entry has been to this node in this term
 * @param pursuit how far writing it has come
 */
public record EntryMemory(Seen seen, Instant askedAt, Instant seenSince, Tenure tenure, Pursuit pursuit) {

    static final EntryMemory BLANK =
            new EntryMemory(new Seen.Unread(), Instant.MIN, Instant.MIN, new Tenure.None(), new Pursuit.Idle());

    /** A reading arrives. One that was asked for before this node's own write was through, or while it is under way, is no news. */
    EntryMemory read(Seen now, Instant asked, Instant at) {
        boolean isOlderThanWrite = switch (tenure) {
            case Tenure.Written written -> asked.isBefore(written.at());
            case Tenure.Held held -> asked.isBefore(held.since());
            case Tenure.None _, Tenure.Taken _ -> false;
        };
        if (isOlderThanWrite || pursuit instanceof Pursuit.Writing) {
            return this;
        }
        return new EntryMemory(now, asked, now.equals(seen) ? seenSince : at, tenure, pursuit);
    }

    EntryMemory with(Tenure changed) {
        return new EntryMemory(seen, askedAt, seenSince, changed, pursuit);
    }

    EntryMemory with(Pursuit changed) {
        return new EntryMemory(seen, askedAt, seenSince, tenure, changed);
    }

    /** EC2 has confirmed this node's write. */
    EntryMemory written(Instant at) {
        boolean isRepeated = tenure instanceof Tenure.Written || tenure instanceof Tenure.Taken;
        return with(new Tenure.Written(at, seen, isRepeated)).with(new Pursuit.Idle());
    }

    /** The term is over: what this node held is forgotten; a write under way still is. */
    EntryMemory termOver() {
        EntryMemory forgotten = with(new Tenure.None());
        return pursuit instanceof Pursuit.Writing ? forgotten : forgotten.with(new Pursuit.Idle());
    }
}

package dev.pointsman.agent.ownership.memory;

import java.time.Instant;

/** What an entry has been to this node within the present term. */
public sealed interface Tenure {

    /** This node has not held it. */
    record None() implements Tenure {}

    /**
     * This node has written it and has not yet read its own value.
     *
     * @param at when EC2 confirmed the write
     * @param over what the entry was seen to be before
     * @param isRepeated whether this was the second write without reading the own value in between
     */
    record Written(Instant at, Seen over, boolean isRepeated) implements Tenure {}

    /**
     * This node has read that it owns the entry.
     *
     * @param since when it wrote the entry, or first read so: for a while after that, readings may show what was before
     */
    record Held(Instant since) implements Tenure {}

    /**
     * A peer has taken it from this node: there are two MASTERs.
     *
     * @param by the peer's name
     * @param since when that was seen
     */
    record Taken(String by, Instant since) implements Tenure {}
}

package dev.pointsman.agent.ownership.rule;

/**
 * What is to be done about one entry, and why.
 *
 * @param kind what
 * @param reason why, for people; a phrase without a full stop
 */
public record Verdict(Kind kind, String reason) {

    /** The answers that the rule knows. */
    public enum Kind {
        /** It is this node's: nothing to do. */
        KEEP,
        /** Write it now. */
        CLAIM,
        /** It is being written. */
        WRITING,
        /** It could not be written; the next attempt comes later. */
        RETRY,
        /** It has been written, and no reading has told otherwise that counts. */
        UNCONFIRMED,
        /** A peer that stands before this node has it: leave it there. */
        YIELD,
        /** This node may not write. */
        STAND_BY
    }

    /** Whether the entry is, as far as this node can know, its own. */
    public boolean isMine() {
        return kind == Kind.KEEP || kind == Kind.UNCONFIRMED;
    }
}

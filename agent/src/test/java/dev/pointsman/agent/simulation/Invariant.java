package dev.pointsman.agent.simulation;

/** What must hold in every schedule. */
enum Invariant {
    /** No node writes that knows, or could see, that it is not MASTER. */
    ONLY_A_MASTER_WRITES,
    /** No node writes an entry again while readings may still show what was before its last write. */
    NO_WRITE_ON_OLD_NEWS,
    /** No entry stays with a dead node, or missing, for longer than the bound while there is a MASTER that could change it. */
    NO_LONG_BLACKHOLE,
    /** No node writes an entry more often than the bound. */
    WRITES_ARE_BOUNDED,
    /** A partition that stands comes to rest: nothing but the witness is written any more. */
    A_CONTEST_COMES_TO_REST,
    /** A node that has just started stands behind its peers with a revision that neither they nor the branch's head have. */
    A_STARTING_NODE_STAYS_BEHIND,
    /**
     * Once faults stop, within the bound one node owns everything, is MASTER and serves, nobody stands behind as unable or unfit, and nobody
     * writes.
     */
    ALL_SETTLES
}

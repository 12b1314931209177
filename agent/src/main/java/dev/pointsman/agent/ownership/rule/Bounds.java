package dev.pointsman.agent.ownership.rule;

import java.time.Duration;

import dev.pointsman.agent.ownership.memory.Rivalry;

/** The times that the ownership rule counts with, and the bounds that follow from them; each stands here once, with its reason. */
public final class Bounds {

    /** How long a reading may show the past. EC2 promises no bound; seconds are usual (Amazon EC2 API Reference, "Eventual consistency"). */
    public static final Duration STALENESS = Duration.ofSeconds(15);

    /** How old a reading from before the term may be to prove that an entry is already this node's. */
    public static final Duration FRESHNESS = Duration.ofSeconds(1);

    /** One turn of a healthy node: from one reading of the route tables to the next, and the write that follows from it. */
    public static final Duration TURN = Duration.ofSeconds(3);

    /** From one test of a peer to the next, while it lives. */
    public static final Duration TEST_INTERVAL = Duration.ofSeconds(30);

    /**
     * How long a peer has to take the witness back, counted from the write to the moment at which a reading is asked for that shows whether it
     * did: the peer reads a past of {@link #STALENESS} and acts a turn later, and so does this node.
     */
    public static final Duration TEST_PATIENCE = STALENESS.multipliedBy(2).plus(TURN.multipliedBy(2));

    /** For so long must a node have failed to write before it stands back in VRRP. */
    public static final Duration UNABLE_AFTER = Duration.ofSeconds(10);

    /** From one test of the right to write to the next, for each table. */
    public static final Duration PROOF_INTERVAL = Duration.ofMinutes(1);

    /** The same for a table that could not be written the last time. */
    public static final Duration PROOF_INTERVAL_FAILING = Duration.ofSeconds(5);

    /** From one test to the next, whatever the table: they share EC2's bucket for changes (about 50, refilled at 5 a second) with claims. */
    public static final Duration PROOF_PACE = Duration.ofMillis(500);

    /** An entry that is to go is watched for so long, because a peer may still run the revision that has it. */
    public static final Duration RETIREMENT = Duration.ofMinutes(5);

    /**
     * How long an entry may stay with a dead node at most, once there is a MASTER that serves and whose calls to EC2 succeed. The worst way
     * there: the MASTER has just written the entry itself, so that it believes no reading for {@link #STALENESS}; the peer that took it in
     * that time has answered a test at its very end and died; so the next test starts, and takes {@link #TEST_PATIENCE}; a turn before and
     * after each.
     */
    public static final Duration DEAD_OWNER =
            STALENESS.plus(TEST_INTERVAL).plus(TEST_PATIENCE).plus(TURN.multipliedBy(3));

    /**
     * How many writes of one entry, and of the witness, a node makes within {@link Rivalry#WINDOW} at most, calls that EC2 refused not counted: an own
     * write silences the readings that could lead to the next one for {@link #STALENESS}, and a term that starts may add one.
     */
    public static final int WRITES_PER_MINUTE = Math.toIntExact(Rivalry.WINDOW.dividedBy(STALENESS)) + 1;

    private Bounds() {}
}

package dev.pointsman.agent.simulation;

import java.util.Arrays;

import dev.pointsman.agent.ownership.rule.Bounds;
import dev.pointsman.agent.ownership.rule.Call;

/** What one process has observed and written, and whether it was right to. */
final class WriteRecord {

    /** What a thread of the process has seen within this time of its running, another need not know yet. */
    private static final long INSTANT = 5 * Timeline.MILLISECOND;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final World world;
    private final Node node;
    private final long[] confirmed;
    private boolean mayWrite;
    private long mayWriteSince = NEVER;
    private long frozenFor;
    private long frozenSince;
    private boolean isMistaken;

    WriteRecord(World world, Node node) {
        this.world = world;
        this.node = node;
        this.confirmed = new long[world.shape.tables()];
        Arrays.fill(confirmed, NEVER);
    }

    void freezes() {
        frozenSince = world.time.now();
    }

    void thaws() {
        frozenFor += world.time.now() - frozenSince;
    }

    /** For how long the process has run: one that is frozen between its last observation and its call learns nothing in that time. */
    private long running() {
        return world.time.now() - frozenFor;
    }

    /** Rule 0 was looked at. */
    void observed(boolean now) {
        if (now != mayWrite) {
            mayWrite = now;
            mayWriteSince = running();
        }
        if (now && !node.keepalived().wasMasterJustNow()) {
            isMistaken = true;
        } else if (!now) {
            isMistaken = false;
        }
    }

    void termStarted() {
        Arrays.fill(confirmed, NEVER);
        world.watch.termStarted(node.index());
    }

    /** A call is about to be sent. */
    void sends(int table, int witness, Call call) {
        boolean isWitness = witness >= 0;
        long now = world.time.now();
        world.tell(() -> node + ": sends " + call + " " + Shape.tableName(table) + (isWitness ? " witness" : ""));
        long known = running() - mayWriteSince;
        if (!mayWrite && known > INSTANT) {
            throw new Violation(
                    Invariant.ONLY_A_MASTER_WRITES,
                    node + " sends a write and has known for " + known / Timeline.MILLISECOND + " ms that it may not");
        }
        if (isMistaken) {
            throw new Violation(
                    Invariant.ONLY_A_MASTER_WRITES,
                    node + " sends a write because it takes itself for MASTER; keepalived is "
                            + node.keepalived().state());
        }
        // A test writes the witness whatever it is.
        if (!isWitness) {
            long last = confirmed[table];
            if (now - last < Timeline.of(Bounds.STALENESS) - INSTANT) {
                throw new Violation(
                        Invariant.NO_WRITE_ON_OLD_NEWS,
                        node + " writes " + Shape.tableName(table) + " again " + (now - last) / Timeline.MILLISECOND
                                + " ms after EC2 confirmed its last write");
            }
            world.watch.vipWritten();
        }
        world.watch.written();
    }

    /** EC2 has confirmed a write. */
    void confirmed(int table, int witness) {
        if (witness < 0) {
            confirmed[table] = world.time.now();
        }
        world.watch.confirmed(node.index(), table, witness);
    }
}

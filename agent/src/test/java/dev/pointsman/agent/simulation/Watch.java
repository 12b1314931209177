package dev.pointsman.agent.simulation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import dev.pointsman.agent.ownership.rule.Bounds;

/** Looks at the whole fleet as nobody in it can, all the time, and says when an invariant is broken. */
final class Watch {

    /** What the machines, the network and the calls themselves may add to the bound. */
    private static final long SLACK = 2 * Timeline.SECOND;

    private static final long NOT = Long.MAX_VALUE;
    private static final long MINUTE = 60 * Timeline.SECOND;

    private final World world;
    private final long[] goodSince;
    private final long[] badSince;
    private final Deque<Long>[][] confirmed;
    private final Deque<Long>[] terms;
    private long lastWrite = Long.MIN_VALUE / 2;
    private long lastVipWrite = Long.MIN_VALUE / 2;
    private long worst;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Watch(World world) {
        this.world = world;
        int nodes = world.shape.nodes();
        int tables = world.shape.tables();
        goodSince = new long[nodes];
        badSince = new long[tables];
        Arrays.fill(goodSince, NOT);
        Arrays.fill(badSince, NOT);
        confirmed = new Deque[nodes][tables * (nodes + 1)];
        terms = new Deque[nodes];
        for (int node = 0; node < nodes; node++) {
            terms[node] = new ArrayDeque<>();
            for (int entry = 0; entry < tables * (nodes + 1); entry++) {
                confirmed[node][entry] = new ArrayDeque<>();
            }
        }
    }

    /** Something may have changed in what nodes are or can do. */
    void look() {
        if (world.nodes.size() < goodSince.length) {
            return;
        }
        for (int node = 0; node < goodSince.length; node++) {
            boolean isGood = world.nodes.get(node).isGoodMaster();
            goodSince[node] = isGood ? Math.min(goodSince[node], world.time.now()) : NOT;
        }
        for (int table = 0; table < badSince.length; table++) {
            entryChanged(table);
        }
    }

    void entryChanged(int table) {
        int target = world.cloud.target(table);
        boolean isBad = target == Shape.MISSING
                || target != Shape.OUTSIDE && !world.nodes.get(target).serves();
        badSince[table] = isBad ? Math.min(badSince[table], world.time.now()) : NOT;
    }

    /** Once a second. */
    void check() {
        look();
        for (int table = 0; table < badSince.length; table++) {
            for (int node = 0; node < goodSince.length; node++) {
                if (badSince[table] == NOT || goodSince[node] == NOT) {
                    continue;
                }
                long both = world.time.now() - Math.max(badSince[table], goodSince[node]);
                worst = Math.max(worst, both);
                if (both > Timeline.of(Bounds.DEAD_OWNER) + SLACK) {
                    throw new Violation(
                            Invariant.NO_LONG_BLACKHOLE,
                            Shape.tableName(table) + " has been " + Shape.nodeName(world.cloud.target(table)) + " for "
                                    + both / Timeline.SECOND + " s, although " + world.nodes.get(node)
                                    + " could have changed that");
                }
            }
        }
    }

    void termStarted(int node) {
        terms[node].addLast(world.time.now());
    }

    void confirmed(int node, int table, int witness) {
        Deque<Long> writes = confirmed[node][table * (goodSince.length + 1) + witness + 1];
        long now = world.time.now();
        writes.addLast(now);
        forgetBefore(writes, now - MINUTE);
        forgetBefore(terms[node], now - MINUTE);
        if (writes.size() > Bounds.WRITES_PER_MINUTE + terms[node].size()) {
            throw new Violation(
                    Invariant.WRITES_ARE_BOUNDED,
                    world.nodes.get(node) + " wrote " + Shape.tableName(table)
                            + (witness < 0 ? " " : " for the witness of " + world.nodes.get(witness) + " ")
                            + writes.size() + " times within a minute, in which " + terms[node].size()
                            + " terms started");
        }
    }

    private static void forgetBefore(Deque<Long> moments, long moment) {
        while (!moments.isEmpty() && moments.getFirst() <= moment) {
            moments.removeFirst();
        }
    }

    void written() {
        lastWrite = world.time.now();
    }

    void vipWritten() {
        lastVipWrite = world.time.now();
    }

    long lastWrite() {
        return lastWrite;
    }

    long lastVipWrite() {
        return lastVipWrite;
    }

    /** The longest time that an entry stayed with a dead node although a node could have changed that, in microseconds. */
    long worst() {
        return worst;
    }

    /** Whether one node owns everything, is the only MASTER, and serves, and none stands behind. */
    boolean isSettled() {
        int master = -1;
        for (Node node : world.nodes) {
            if (node.isMarkedUnable()) {
                return false;
            }
            if (node.keepalived().isMaster()) {
                if (master >= 0) {
                    return false;
                }
                master = node.index();
            }
        }
        if (master < 0 || !world.nodes.get(master).isGoodMaster()) {
            return false;
        }
        for (int table = 0; table < badSince.length; table++) {
            if (world.cloud.target(table) != master) {
                return false;
            }
        }
        return true;
    }
}

package dev.pointsman.agent.simulation;

import java.util.function.Consumer;

/**
 * One schedule: a fleet starts, things go wrong at random for a while, everything is repaired, and then all must come to rest.
 *
 * <p>In some schedules a partition stands for minutes before it is repaired, while nothing else goes wrong but, in half of these, the death of
 * one node.
 */
final class Schedule {

    /** Once faults have stopped: VRRP agrees again, nobody is unable any more, and the rule has run its longest way. */
    private static final long SETTLES_WITHIN = 180 * Timeline.SECOND;

    /** How long nothing may happen then, before it counts as rest. */
    private static final long REST = 45 * Timeline.SECOND;

    private static final long STANDS = 280 * Timeline.SECOND;
    private static final long CONTEST_RESTS_WITHIN = 150 * Timeline.SECOND;
    private static final long DIES_WITHIN = 100 * Timeline.SECOND;

    private final World world;
    private final long faultsEnd;
    private final long standsUntil;
    private long lastFault = Long.MAX_VALUE;
    private long settledSince = -1;
    private boolean isOver;

    private Schedule(long seed, Tampering tampering, Consumer<String> story) {
        world = new World(seed, tampering, story);
        faultsEnd = world.draws.between(20, 120) * Timeline.SECOND;
        standsUntil = faultsEnd + (world.draws.percent(15) ? STANDS : 0);
    }

    /**
     * Plays the schedule of that seed.
     *
     * @param story is told what happens; null when nobody listens
     * @return the longest time that an entry stayed with a dead node although a node could have changed that, in milliseconds
     * @throws Violation when an invariant is broken
     */
    static long play(long seed, Tampering tampering, Consumer<String> story) {
        return new Schedule(seed, tampering, story).play();
    }

    private long play() {
        start();
        new Faults(world, faultsEnd).draw();
        if (standsUntil > faultsEnd) {
            world.time.after(faultsEnd, this::leavePartition);
        }
        world.time.after(standsUntil, this::repair);
        second();
        while (!isOver && world.time.step()) {}
        return world.watch.worst() / Timeline.MILLISECOND;
    }

    private void start() {
        int owner = world.draws.percent(60) ? 0 : (int) world.draws.between(Shape.MISSING, world.nodes.size() - 1);
        for (int table = 0; table < world.shape.tables(); table++) {
            world.cloud.set(table, owner);
        }
        for (Node node : world.nodes) {
            world.time.after(world.draws.between(0, 3 * Timeline.SECOND), node::boot);
        }
    }

    private void leavePartition() {
        new Repair(world).allButTheNetwork();
        for (int from = 0; from < world.nodes.size(); from++) {
            for (int to = 0; to < world.nodes.size(); to++) {
                if (from != to && world.draws.percent(60)) {
                    world.network.cut(from, to);
                }
            }
        }
        world.tell(() -> "---- only a partition is left, and stands");
        lastFault = world.time.now();
        if (world.draws.percent(50)) {
            Node node = world.nodes.get(world.draws.below(world.nodes.size()));
            world.time.after(world.draws.between(0, DIES_WITHIN), () -> {
                node.crash(false);
                lastFault = world.time.now();
            });
        }
    }

    private void repair() {
        new Repair(world).everything();
        world.tell(() -> "---- faults have stopped");
    }

    private void second() {
        world.time.after(Timeline.SECOND, () -> {
            world.watch.check();
            long now = world.time.now();
            if (now - CONTEST_RESTS_WITHIN > lastFault
                    && now < standsUntil
                    && now - world.watch.lastVipWrite() < Timeline.SECOND) {
                throw new Violation(
                        Invariant.A_CONTEST_COMES_TO_REST,
                        "an entry is written " + (now - lastFault) / Timeline.SECOND
                                + " s after the last thing that happened while a partition stands");
            }
            if (now > standsUntil) {
                afterFaults(now);
            }
            if (!isOver) {
                second();
            }
        });
    }

    private void afterFaults(long now) {
        boolean isAtRest = world.watch.isSettled() && now - world.watch.lastWrite() > Timeline.SECOND;
        if (!isAtRest) {
            settledSince = -1;
        } else if (settledSince < 0) {
            settledSince = now;
        }
        if (settledSince >= 0 && now - settledSince > REST) {
            isOver = true;
        } else if (settledSince < 0 && now - standsUntil > SETTLES_WITHIN) {
            throw new Violation(
                    Invariant.ALL_SETTLES,
                    "not at rest " + (now - standsUntil) / Timeline.SECOND + " s after the last fault");
        }
    }
}

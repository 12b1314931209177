package dev.pointsman.agent.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.Route;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ownership.rule.Call;

/**
 * EC2's route tables: every entry with its history, reads that show the past, and calls that fail in EC2's ways.
 *
 * <p>It keeps EC2's promises and no others: a write takes effect at one moment between its sending and its answer, or later when the answer
 * is lost; each table of a reading shows a moment of its own, which need not come after that of the reading before.
 */
final class Cloud {

    private static final Ec2Failure THROTTLED = new Ec2Failure.Throttled("RequestLimitExceeded", "simulated");
    private static final Ec2Failure DENIED = new Ec2Failure.Denied("UnauthorizedOperation", "simulated");
    private static final Ec2Failure DOWN = new Ec2Failure.Unavailable("NoAnswer", "simulated");
    private static final Ec2Failure LOST = new Ec2Failure.Unavailable("TimedOut", "simulated");
    private static final Ec2Failure NO_ROUTE = new Ec2Failure.MissingRoute("InvalidRoute.NotFound", "simulated");
    private static final Ec2Failure EXISTS = new Ec2Failure.RouteAlreadyExists("RouteAlreadyExists", "simulated");

    private final World world;
    private final Entry[] vips;
    /** By table and node. */
    private final Entry[][] witnesses;

    private final long staleness;

    /** 0 to 100: how many calls meet it. */
    int throttled;

    int lost;
    boolean isDown;
    boolean isSlow;
    /** By node: the first table of those that it may not write, {@code MAX_VALUE} for none; a 0 denies all. */
    final int[] deniedFrom;

    /** One destination in one table. */
    private static final class Entry {
        private final List<long[]> history = new ArrayList<>();

        void set(long at, int target) {
            history.add(new long[] {at, target});
        }

        int now() {
            return (int) history.getLast()[1];
        }

        int at(long moment) {
            int index = history.size() - 1;
            while (index > 0 && history.get(index)[0] > moment) {
                index--;
            }
            return (int) history.get(index)[1];
        }
    }

    /** @param staleness how old a reading may be, in microseconds */
    Cloud(World world, int tables, int nodes, long staleness) {
        this.world = world;
        this.staleness = staleness;
        this.vips = new Entry[tables];
        this.witnesses = new Entry[tables][nodes];
        this.deniedFrom = new int[nodes];
        java.util.Arrays.fill(deniedFrom, Integer.MAX_VALUE);
        for (int table = 0; table < tables; table++) {
            vips[table] = new Entry();
            vips[table].set(0, Shape.MISSING);
            for (int node = 0; node < nodes; node++) {
                witnesses[table][node] = new Entry();
                witnesses[table][node].set(0, Shape.MISSING);
            }
        }
    }

    /** What the VIP's entry really is now. */
    int target(int table) {
        return vips[table].now();
    }

    /** Changes an entry behind everybody's back. */
    void set(int table, int target) {
        vips[table].set(world.time.now(), target);
        world.watch.entryChanged(table);
    }

    /** Whether nothing keeps a node's calls from succeeding. */
    boolean isWellFor(int node) {
        return throttled == 0 && lost == 0 && !isDown && !isSlow && deniedFrom[node] == Integer.MAX_VALUE;
    }

    private long latency() {
        long usual = world.draws.between(2 * Timeline.MILLISECOND, 60 * Timeline.MILLISECOND);
        return isSlow ? usual + world.draws.between(0, 2 * Timeline.SECOND) : usual;
    }

    /** Reads all tables. */
    void read(Consumer<List<RouteTable>> answer, Consumer<Ec2Failure> failure) {
        world.time.after(latency(), () -> {
            if (isDown) {
                world.time.after(latency(), () -> failure.accept(DOWN));
            } else if (world.draws.percent(throttled)) {
                world.time.after(latency(), () -> failure.accept(THROTTLED));
            } else {
                List<RouteTable> tables = describe();
                world.time.after(latency(), () -> answer.accept(tables));
            }
        });
    }

    private List<RouteTable> describe() {
        List<RouteTable> tables = new ArrayList<>(vips.length);
        for (int table = 0; table < vips.length; table++) {
            long moment = staleness == 0 ? world.time.now() : world.time.now() - world.draws.between(0, staleness);
            List<Route> routes = new ArrayList<>(2);
            add(routes, Shape.VIP, vips[table].at(moment));
            for (int node = 0; node < witnesses[table].length; node++) {
                add(routes, world.witnesses.get(node), witnesses[table][node].at(moment));
            }
            tables.add(new RouteTable(Shape.tableName(table), routes));
        }
        return tables;
    }

    private void add(List<Route> routes, String destination, int target) {
        if (target != Shape.MISSING) {
            boolean isBlackhole =
                    target != Shape.OUTSIDE && world.nodes.get(target).isKnownStopped();
            routes.add(Shape.route(destination, target, isBlackhole));
        }
    }

    /**
     * A write; the answer is empty when it was done.
     *
     * @param witness whose witness is written; -1 for the VIP
     */
    void write(int node, int table, int witness, Call call, Consumer<Optional<Ec2Failure>> answer) {
        world.time.after(latency(), () -> {
            Optional<Ec2Failure> refused = refusal(node, table);
            if (refused.isPresent()) {
                world.time.after(latency(), () -> answer.accept(refused));
                return;
            }
            if (world.draws.percent(lost)) {
                // The client gives up; the change is made all the same, now or a while later.
                world.time.after(
                        world.draws.percent(50) ? 0 : world.draws.between(0, 5 * Timeline.SECOND),
                        () -> effect(node, table, witness, call));
                world.time.after(
                        world.draws.between(Timeline.SECOND, 4 * Timeline.SECOND),
                        () -> answer.accept(Optional.of(LOST)));
                return;
            }
            Optional<Ec2Failure> failure = effect(node, table, witness, call);
            world.time.after(latency(), () -> answer.accept(failure));
        });
    }

    /** A test of the right to write. */
    void test(int node, int table, Consumer<Optional<Ec2Failure>> answer) {
        world.time.after(latency(), () -> {
            Optional<Ec2Failure> refused = refusal(node, table);
            world.time.after(latency(), () -> answer.accept(refused));
        });
    }

    private Optional<Ec2Failure> refusal(int node, int table) {
        if (isDown) {
            return Optional.of(DOWN);
        }
        if (table >= deniedFrom[node]) {
            return Optional.of(DENIED);
        }
        return world.draws.percent(throttled) ? Optional.of(THROTTLED) : Optional.empty();
    }

    private Optional<Ec2Failure> effect(int node, int table, int witness, Call call) {
        boolean isWitness = witness >= 0;
        Entry entry = isWitness ? witnesses[table][witness] : vips[table];
        boolean exists = entry.now() != Shape.MISSING;
        if (call == Call.CREATE ? exists : !exists) {
            return Optional.of(exists ? EXISTS : NO_ROUTE);
        }
        world.tell(() ->
                "EC2: " + Shape.tableName(table) + (isWitness ? " witness of " + Shape.nodeName(witness) + " " : " ")
                        + call + " " + Shape.nodeName(entry.now()) + " -> " + Shape.nodeName(node));
        entry.set(world.time.now(), node);
        if (!isWitness) {
            world.watch.entryChanged(table);
        }
        return Optional.empty();
    }
}

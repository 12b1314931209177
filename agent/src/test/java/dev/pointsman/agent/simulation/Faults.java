package dev.pointsman.agent.simulation;

/** What goes wrong in a schedule, and when; drawn from its seed. */
final class Faults {

    private static final int MOST = 9;

    private final World world;
    private final Draws draws;
    private final long end;
    private int meddled;

    /** @param end after this moment nothing goes wrong any more */
    Faults(World world, long end) {
        this.world = world;
        this.draws = world.draws;
        this.end = end;
    }

    void draw() {
        long count = draws.between(1, MOST);
        long cluster = draws.between(5 * Timeline.SECOND, end);
        for (int fault = 0; fault < count; fault++) {
            // Half of them close together: what goes wrong while something else goes wrong is what counts.
            long at = draws.percent(50)
                    ? draws.between(0, end)
                    : Math.min(end, cluster + draws.between(0, 12 * Timeline.SECOND));
            world.time.after(at, this::happen);
        }
    }

    private void happen() {
        Node node = world.nodes.get(draws.below(world.nodes.size()));
        long span = draws.span();
        switch (draws.below(25)) {
            case 0, 1, 2 -> partition(node, span);
            case 3, 4 -> oneWay(node, span);
            case 5 -> {
                node.keepalived().kill();
                later(span, () -> startKeepalived(node));
            }
            case 6 -> {
                node.keepalived().freeze();
                later(span, () -> thawKeepalived(node));
            }
            case 7 -> {
                node.killHaproxy();
                later(span, node::startHaproxy);
            }
            case 8 -> {
                node.killAgent();
                later(span, node::startAgent);
            }
            case 9 -> {
                node.freezeAgent();
                later(span, node::thawAgent);
            }
            case 10, 11 -> {
                node.trapAgent(draws.below(12), draws.percent(50));
                later(span, () -> {
                    node.startAgent();
                    node.thawAgent();
                });
            }
            case 12, 13, 14 -> {
                node.crash(draws.percent(30));
                later(span, () -> {
                    if (!node.isUp()) {
                        node.boot();
                    }
                });
            }
            case 15, 16 -> {
                node.freeze();
                later(span, node::thaw);
            }
            case 17 -> cloud(() -> world.cloud.isDown = true, () -> world.cloud.isDown = false, span, "is down");
            case 18 ->
                cloud(
                        () -> world.cloud.throttled = (int) draws.between(20, 95),
                        () -> world.cloud.throttled = 0,
                        span,
                        "throttles");
            case 19 -> {
                int first = draws.percent(50) ? 0 : draws.below(world.shape.tables());
                cloud(
                        () -> world.cloud.deniedFrom[node.index()] = first,
                        () -> world.cloud.deniedFrom[node.index()] = Integer.MAX_VALUE,
                        span,
                        "denies " + node + " from table " + first);
            }
            case 20 -> {
                boolean isSlow = draws.percent(40);
                cloud(
                        () -> {
                            world.cloud.lost = isSlow ? 0 : (int) draws.between(20, 90);
                            world.cloud.isSlow = isSlow;
                        },
                        () -> {
                            world.cloud.lost = 0;
                            world.cloud.isSlow = false;
                        },
                        span,
                        isSlow ? "is slow" : "loses answers");
            }
            case 21, 22 -> world.git.push();
            case 23 -> {
                int index = node.index();
                boolean refuses = draws.percent(50);
                boolean[] hindered = refuses ? world.git.isRefusing : world.git.isUnreachable;
                cloudless(
                        () -> hindered[index] = true,
                        node + (refuses ? " refuses what is new" : " does not reach Git"));
                later(span, () -> hindered[index] = false);
            }
            default -> meddle();
        }
    }

    /** Ends a fault by itself; after the end, everything has been repaired already, and a partition that stands is not to be. */
    private void later(long span, Runnable repair) {
        world.time.after(span, () -> {
            if (world.time.now() < end) {
                repair.run();
            }
        });
    }

    private void startKeepalived(Node node) {
        if (node.isUp()) {
            node.keepalived().start();
        }
    }

    private void thawKeepalived(Node node) {
        if (!node.isFrozen()) {
            node.keepalived().thaw();
        }
    }

    private void partition(Node node, long span) {
        world.tell(() -> "network: " + node + " is cut off");
        for (Node peer : world.nodes) {
            world.network.cut(node.index(), peer.index());
            world.network.cut(peer.index(), node.index());
        }
        later(span, () -> {
            world.tell(() -> "network: " + node + " is back");
            for (Node peer : world.nodes) {
                world.network.join(node.index(), peer.index());
                world.network.join(peer.index(), node.index());
            }
        });
    }

    private void oneWay(Node node, long span) {
        int to = draws.below(world.nodes.size());
        world.tell(() -> "network: " + Shape.nodeName(to) + " does not hear " + node);
        world.network.cut(node.index(), to);
        later(span, () -> {
            world.tell(() -> "network: " + Shape.nodeName(to) + " hears " + node);
            world.network.join(node.index(), to);
        });
    }

    private void cloud(Runnable begin, Runnable stop, long span, String what) {
        world.tell(() -> "EC2 " + what);
        begin.run();
        world.watch.look();
        later(span, () -> {
            world.tell(() -> "EC2 no longer " + what);
            stop.run();
            world.watch.look();
        });
    }

    private void cloudless(Runnable begin, String what) {
        world.tell(() -> what);
        begin.run();
    }

    /** Somebody changes an entry by hand. */
    private void meddle() {
        if (meddled++ < 2) {
            int table = draws.below(world.shape.tables());
            int target = draws.percent(40)
                    ? Shape.MISSING
                    : draws.percent(50) ? Shape.OUTSIDE : draws.below(world.nodes.size());
            world.tell(() -> "somebody sets " + Shape.tableName(table) + " to " + Shape.nodeName(target));
            world.cloud.set(table, target);
        }
    }
}

package dev.pointsman.agent.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Everything that a schedule consists of. */
final class World {

    final Draws draws;
    final Timeline time = new Timeline();
    final Shape shape;
    final List<String> witnesses = new ArrayList<>();
    final Tampering tampering;
    final Network network;
    final Cloud cloud;
    final Watch watch;
    final Git git;
    final List<Node> nodes = new ArrayList<>();
    final long preemptDelay;
    private final Consumer<String> story;

    /** @param story is told what happens; null when nobody listens */
    World(long seed, Tampering tampering, Consumer<String> story) {
        this.draws = new Draws(seed);
        this.tampering = tampering;
        this.story = story;
        int size = draws.percent(50) ? 2 : (int) draws.between(2, Shape.MOST_NODES);
        this.shape = Shape.of(size, (int) draws.between(1, Shape.MOST_TABLES));
        this.network = new Network(size);
        this.preemptDelay = draws.percent(50) ? 0 : draws.between(1, 30) * Timeline.SECOND;
        long staleness = switch (draws.below(3)) {
            case 0 -> 0;
            case 1 -> draws.between(0, 2 * Timeline.SECOND);
            default -> draws.between(2 * Timeline.SECOND, 14_900 * Timeline.MILLISECOND);
        };
        this.cloud = new Cloud(this, shape.tables(), size, staleness);
        this.watch = new Watch(this);
        this.git = new Git(this, size);
        for (int node = 0; node < size; node++) {
            nodes.add(new Node(this, node));
            witnesses.add(shape.witness(node));
        }
        tell(() -> size + " nodes, " + shape.tables() + " tables, readings up to " + staleness / Timeline.MILLISECOND
                + " ms old, preempt delay " + preemptDelay / Timeline.SECOND + " s");
    }

    void tell(Supplier<String> what) {
        if (story != null) {
            story.accept(String.format(
                    java.util.Locale.ROOT, "%10.4f  %s", time.now() / (double) Timeline.SECOND, what.get()));
        }
    }
}

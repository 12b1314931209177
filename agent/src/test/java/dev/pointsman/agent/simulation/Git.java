package dev.pointsman.agent.simulation;

import java.util.ArrayList;
import java.util.List;

/** The branch that the fleet follows: its heads, numbered, and which nodes can get them or must refuse them. */
final class Git {

    private final World world;
    /** When each head was pushed; the index is its number. */
    private final List<Long> pushed = new ArrayList<>(List.of(0L));

    /** By node: whether Git answers it. */
    final boolean[] isUnreachable;

    /** By node: whether it refuses what it does not serve yet. */
    final boolean[] isRefusing;

    Git(World world, int nodes) {
        this.world = world;
        this.isUnreachable = new boolean[nodes];
        this.isRefusing = new boolean[nodes];
    }

    int head() {
        return pushed.size() - 1;
    }

    void push() {
        pushed.add(world.time.now());
        world.tell(() -> "Git: revision " + head() + " is pushed");
    }

    /** Whether that revision was the head at some moment within the last so many microseconds. */
    boolean wasHeadWithin(int revision, long span) {
        return revision == head() || pushed.get(revision + 1) >= world.time.now() - span;
    }
}

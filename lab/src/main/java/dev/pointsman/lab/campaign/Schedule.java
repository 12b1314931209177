package dev.pointsman.lab.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The faults of a campaign in order; the same seed draws the same.
 *
 * @param turns one after the other
 */
record Schedule(List<Turn> turns) {

    private static final int LEAST_HOLD = 800;
    private static final int MOST_HOLD = 2500;

    /**
     * One fault.
     *
     * @param node the index of the node that it hits
     * @param holdMillis how long it lasts
     */
    record Turn(Fault fault, int node, int holdMillis) {}

    Schedule {
        turns = List.copyOf(turns);
    }

    /** Each of the faults comes once in a random order before any comes twice; nodes and times are drawn freely. */
    static Schedule draw(List<Fault> faults, int runs, long seed, int nodes) {
        var random = new Random(seed);
        var turns = new ArrayList<Turn>();
        while (turns.size() < runs) {
            var round = new ArrayList<>(faults);
            Collections.shuffle(round, random);
            for (var fault : round) {
                turns.add(new Turn(fault, random.nextInt(nodes), LEAST_HOLD + random.nextInt(MOST_HOLD - LEAST_HOLD)));
            }
        }
        return new Schedule(turns.subList(0, runs));
    }
}

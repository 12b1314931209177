package dev.pointsman.lab.campaign.turn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The faults of a campaign in order; the same seed draws the same.
 *
 * @param turns one after the other
 */
public record Schedule(List<Turn> turns) {

    private static final int LEAST_HOLD = 300;
    private static final int MOST_HOLD = 2500;

    /**
     * One fault.
     *
     * @param node the index of the node that it hits
     * @param holdMillis how long it lasts at least
     * @param isPatient whether it goes on until a peer has taken over, where one must; otherwise it ends whenever that is
     */
    public record Turn(Fault fault, int node, int holdMillis, boolean isPatient) {}

    public Schedule {
        turns = List.copyOf(turns);
    }

    /**
     * Each of the faults comes once in a random order before any comes twice, patient at first and then every other time. The nodes
     * take turns, so that each has time to come to rest.
     */
    public static Schedule draw(List<Fault> faults, int runs, long seed, int nodes) {
        var random = new Random(seed);
        var turns = new ArrayList<Turn>();
        int node = random.nextInt(nodes);
        for (boolean isPatient = true; turns.size() < runs; isPatient = !isPatient) {
            var round = new ArrayList<>(faults);
            Collections.shuffle(round, random);
            for (var fault : round) {
                turns.add(new Turn(fault, node, random.nextInt(LEAST_HOLD, MOST_HOLD), isPatient));
                node = (node + 1) % nodes;
            }
        }
        return new Schedule(turns.subList(0, runs));
    }

    /** What is left when so many have been played. */
    public Schedule after(int played) {
        return new Schedule(turns.subList(played, turns.size()));
    }
}

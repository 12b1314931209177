package dev.pointsman.agent.ownership.memory;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a node remembers of its group's witness, the entry by which a MASTER finds out whether another one lives.
 *
 * @param place where the witness is: the first of the group's tables; empty while no table is known
 * @param entry what is known of it
 * @param test the test that is open
 * @param nextTest before this moment no other begins
 */
public record WitnessMemory(Optional<RouteEntry> place, EntryMemory entry, Optional<Test> test, Instant nextTest) {

    static final WitnessMemory BLANK =
            new WitnessMemory(Optional.empty(), EntryMemory.BLANK, Optional.empty(), Instant.MIN);

    /**
     * A test whether peers live.
     *
     * @param since when it was decided
     * @param peers the names of those that are tested
     */
    public record Test(Instant since, Set<String> peers) {
        public Test {
            peers = Set.copyOf(peers);
        }
    }

    WitnessMemory at(Optional<RouteEntry> changed) {
        return changed.equals(place) ? this : new WitnessMemory(changed, EntryMemory.BLANK, Optional.empty(), nextTest);
    }

    WitnessMemory with(EntryMemory changed) {
        return changed == entry ? this : new WitnessMemory(place, changed, test, nextTest);
    }

    /** A test begins; the next one not before that moment. */
    public WitnessMemory testing(Test begun, Instant next) {
        return new WitnessMemory(place, entry, Optional.of(begun), next);
    }

    /** The test, if any, is over; the next one begins at that moment or later. */
    public WitnessMemory tested(Instant next) {
        return test.isEmpty() && next.equals(nextTest) ? this : new WitnessMemory(place, entry, Optional.empty(), next);
    }

    /** The term is over. */
    public WitnessMemory termOver() {
        EntryMemory forgotten = entry.termOver();
        return test.isEmpty() && forgotten == entry
                ? this
                : new WitnessMemory(place, forgotten, Optional.empty(), nextTest);
    }
}

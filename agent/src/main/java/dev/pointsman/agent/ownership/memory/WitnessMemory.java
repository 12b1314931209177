package dev.pointsman.agent.ownership.memory;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a node remembers of its group's witnesses, the entries by which a MASTER finds out whether another one lives.
 *
 * @param witnesses one for each node of the group, in the first of its tables; empty while no table is known
 * @param test the test that is open
 * @param nextTest before this moment no other begins
 */
public record WitnessMemory(SortedMap<RouteEntry, Witness> witnesses, Optional<Test> test, Instant nextTest) {

    static final WitnessMemory BLANK = new WitnessMemory(Collections.emptySortedMap(), Optional.empty(), Instant.MIN);

    /**
     * One node's witness.
     *
     * @param tester the node's name: it points the witness at itself to test others
     * @param entry what is known of it
     */
    public record Witness(String tester, EntryMemory entry) {}

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

    public WitnessMemory {
        witnesses = Collections.unmodifiableSortedMap(witnesses);
    }

    /** Whether these are the places of the witnesses, and the nodes whose they are. */
    boolean isAt(Map<RouteEntry, String> places) {
        return witnesses.size() == places.size()
                && witnesses.entrySet().stream()
                        .allMatch(entry -> entry.getValue().tester().equals(places.get(entry.getKey())));
    }

    WitnessMemory at(Map<RouteEntry, String> places) {
        if (isAt(places)) {
            return this;
        }
        SortedMap<RouteEntry, Witness> changed = new TreeMap<>();
        places.forEach((place, tester) -> {
            Witness known = witnesses.get(place);
            changed.put(
                    place,
                    known != null && known.tester().equals(tester) ? known : new Witness(tester, EntryMemory.BLANK));
        });
        return new WitnessMemory(changed, Optional.empty(), nextTest);
    }

    WitnessMemory change(RouteEntry place, UnaryOperator<EntryMemory> change) {
        SortedMap<RouteEntry, Witness> changed = new TreeMap<>(witnesses);
        changed.computeIfPresent(place, (_, witness) -> new Witness(witness.tester(), change.apply(witness.entry())));
        return new WitnessMemory(changed, test, nextTest);
    }

    WitnessMemory read(Map<RouteEntry, Seen> seen, Instant asked, Instant at) {
        SortedMap<RouteEntry, Witness> changed = new TreeMap<>(witnesses);
        changed.replaceAll((place, witness) -> seen.containsKey(place)
                ? new Witness(witness.tester(), witness.entry().read(seen.get(place), asked, at))
                : witness);
        return new WitnessMemory(changed, test, nextTest);
    }

    /** A test begins; the next one not before that moment. */
    public WitnessMemory testing(Test begun, Instant next) {
        return new WitnessMemory(witnesses, Optional.of(begun), next);
    }

    /** The test, if any, is over; the next one begins at that moment or later. */
    public WitnessMemory tested(Instant next) {
        return test.isEmpty() && next.equals(nextTest) ? this : new WitnessMemory(witnesses, Optional.empty(), next);
    }

    /** The term is over. */
    public WitnessMemory termOver() {
        boolean isBlank = test.isEmpty()
                && witnesses.values().stream()
                        .allMatch(witness -> witness.entry().termOver() == witness.entry());
        if (isBlank) {
            return this;
        }
        SortedMap<RouteEntry, Witness> forgotten = new TreeMap<>(witnesses);
        forgotten.replaceAll(
                (_, witness) -> new Witness(witness.tester(), witness.entry().termOver()));
        return new WitnessMemory(forgotten, Optional.empty(), nextTest);
    }
}

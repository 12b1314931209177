package dev.pointsman.agent.ownership.rule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

import dev.pointsman.agent.ownership.memory.EntryMemory;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.memory.Tenure;
import dev.pointsman.agent.ownership.memory.WitnessMemory;
import dev.pointsman.agent.ownership.memory.WitnessMemory.Witness;

import static dev.pointsman.agent.ownership.rule.Bounds.STALENESS;
import static dev.pointsman.agent.ownership.rule.Bounds.TEST_INTERVAL;
import static dev.pointsman.agent.ownership.rule.Bounds.TEST_PATIENCE;

/**
 * The part of rule 4 that finds out whether a peer lives: who yields points its witness at itself, and a living MASTER that holds entries
 * and stands before it takes it away.
 *
 * <p>It exists because of a partition VRRP says nothing: the route tables are the only thing that both nodes can still write and read.
 *
 * @param node this node's name
 * @param fleet the nodes' names by their network interfaces
 * @param order the group's node order
 */
record WitnessRule(String node, Map<String, String> fleet, NodeOrder order) {

    /**
     * What is to be done about the witnesses.
     *
     * @param memory what to remember of them
     * @param claims those to claim now
     * @param dead the peers that a test has just found dead
     */
    record Step(WitnessMemory memory, List<RouteEntry> claims, Set<String> dead) {}

    /**
     * Decides, on a node that may write.
     *
     * @param yieldedTo the peers that this node leaves entries to
     * @param verdicts about the entries that carry packets
     */
    Step decide(WitnessMemory memory, Set<String> yieldedTo, SortedMap<RouteEntry, Verdict> verdicts, Instant now) {
        Step step = test(memory, yieldedTo, now);
        boolean holds = verdicts.values().stream().anyMatch(Verdict::isMine);
        if (!holds) {
            return step;
        }
        List<RouteEntry> claims = new java.util.ArrayList<>(step.claims());
        memory.witnesses().forEach((place, witness) -> {
            if (asks(witness) && witness.entry().isWritable(now)) {
                claims.add(place);
            }
        });
        return new Step(step.memory(), claims, step.dead());
    }

    /**
     * Whether a peer that stands behind this node points its witness at itself, and waits for an answer.
     *
     * <p>One that stands before it gets none: it leaves nothing to this node for longer than rule 6 has it wait, and the answer would spoil
     * its test of a third. So nobody answers the first of the living, and that one learns who is dead, however many believe to be MASTER.
     */
    private boolean asks(Witness witness) {
        return order.isBefore(node, witness.tester())
                && witness.entry().isSettled(STALENESS)
                && holder(witness.entry()).equals(witness.tester());
    }

    private Step test(WitnessMemory memory, Set<String> yieldedTo, Instant now) {
        Optional<Map.Entry<RouteEntry, Witness>> own = memory.witnesses().entrySet().stream()
                .filter(witness -> witness.getValue().tester().equals(node))
                .findFirst();
        if (own.isEmpty() || yieldedTo.isEmpty()) {
            return rest(memory.tested(memory.nextTest()));
        }
        RouteEntry place = own.get().getKey();
        EntryMemory entry = own.get().getValue().entry();
        if (memory.test().isPresent()) {
            return evaluate(memory, place, entry, memory.test().get(), yieldedTo, now);
        }
        return now.isBefore(memory.nextTest())
                ? rest(memory)
                : claim(
                        memory.testing(new WitnessMemory.Test(now, yieldedTo), now.plus(TEST_INTERVAL)),
                        place,
                        entry,
                        now);
    }

    private static Step rest(WitnessMemory memory) {
        return new Step(memory, List.of(), Set.of());
    }

    private static Step claim(WitnessMemory memory, RouteEntry place, EntryMemory entry, Instant now) {
        return new Step(memory, entry.isWritable(now) ? List.of(place) : List.of(), Set.of());
    }

    private Step evaluate(
            WitnessMemory memory,
            RouteEntry place,
            EntryMemory entry,
            WitnessMemory.Test test,
            Set<String> yieldedTo,
            Instant now) {
        boolean isWritten = entry.tenure() instanceof Tenure.Written written
                && !written.at().isBefore(test.since());
        if (!isWritten) {
            return claim(memory, place, entry, now);
        }
        if (!entry.isSettled(STALENESS)) {
            return rest(memory);
        }
        if (!holder(entry).equals(node)) {
            // The tested peer has written after this node did, so it lives; or another did that stands before this
            // node, and will see to a dead one itself; or somebody meddles, and the next test may say more.
            return rest(memory.tested(memory.nextTest()));
        }
        if (entry.isSettled(TEST_PATIENCE)) {
            Set<String> dead = new TreeSet<>(test.peers());
            dead.retainAll(yieldedTo);
            return new Step(memory.tested(now.plus(TEST_INTERVAL)), List.of(), dead);
        }
        return rest(memory);
    }

    /** The node that a witness points at; empty when it is none of the fleet's. */
    private String holder(EntryMemory entry) {
        return entry.seen() instanceof Seen.Target points ? fleet.getOrDefault(points.target(), "") : "";
    }
}

package dev.pointsman.agent.ownership.rule;

import java.time.Instant;
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

import static dev.pointsman.agent.ownership.rule.Bounds.STALENESS;
import static dev.pointsman.agent.ownership.rule.Bounds.TEST_INTERVAL;
import static dev.pointsman.agent.ownership.rule.Bounds.TEST_PATIENCE;
import static dev.pointsman.agent.ownership.rule.Bounds.TURN;

/**
 * The part of rule 4 that finds out whether a peer lives: who yields points the witness at itself, and a living MASTER that holds entries
 * takes it back.
 *
 * <p>It exists because of a partition VRRP says nothing: the route tables are the only thing that both nodes can still write and read.
 *
 * @param interfaceId this node's network interface
 * @param fleet the nodes' names by their network interfaces
 */
record WitnessRule(String interfaceId, Map<String, String> fleet) {

    /**
     * What is to be done about the witness.
     *
     * @param memory what to remember of it
     * @param claim the witness, when it is to be claimed now
     * @param dead the peers that a test has just found dead
     */
    record Step(WitnessMemory memory, Optional<RouteEntry> claim, Set<String> dead) {}

    /**
     * Decides, on a node that may write.
     *
     * @param yieldedTo the peers that this node leaves entries to
     * @param verdicts about the entries that carry packets
     */
    Step decide(WitnessMemory memory, Set<String> yieldedTo, SortedMap<RouteEntry, Verdict> verdicts, Instant now) {
        if (memory.place().isEmpty()) {
            return rest(memory);
        }
        if (yieldedTo.isEmpty()) {
            return answer(memory.tested(memory.nextTest()), verdicts, now);
        }
        if (memory.test().isPresent()) {
            return evaluate(memory, memory.test().get(), yieldedTo, now);
        }
        if (now.isBefore(memory.nextTest()) || isTestedByAnother(memory, yieldedTo, now)) {
            return answer(memory, verdicts, now);
        }
        WitnessMemory begun = memory.testing(new WitnessMemory.Test(now, yieldedTo), now.plus(TEST_INTERVAL));
        return claim(begun, now);
    }

    /** Whether a node that is not tested here points the witness at itself, so lately that its own test may not have ended. */
    private boolean isTestedByAnother(WitnessMemory memory, Set<String> yieldedTo, Instant now) {
        String holder = holder(memory);
        return !holder.isEmpty()
                && !isMine(memory)
                && !yieldedTo.contains(holder)
                && now.isBefore(memory.entry().seenSince().plus(TEST_PATIENCE));
    }

    private static Step rest(WitnessMemory memory) {
        return new Step(memory, Optional.empty(), Set.of());
    }

    private static Step claim(WitnessMemory memory, Instant now) {
        return new Step(memory, memory.place().filter(_ -> memory.entry().isWritable(now)), Set.of());
    }

    /** Who holds entries shows that it lives. */
    private Step answer(WitnessMemory memory, SortedMap<RouteEntry, Verdict> verdicts, Instant now) {
        boolean isAsked = memory.entry().isSettled(STALENESS) && !holder(memory).isEmpty() && !isMine(memory);
        boolean holds = isAsked && verdicts.values().stream().anyMatch(Verdict::isMine);
        return holds ? claim(memory, now) : rest(memory);
    }

    /** The node that the witness points at; empty when it is none of the fleet's. */
    private String holder(WitnessMemory memory) {
        return memory.entry().seen() instanceof Seen.Target points ? fleet.getOrDefault(points.target(), "") : "";
    }

    private boolean isMine(WitnessMemory memory) {
        return memory.entry().seen() instanceof Seen.Target points
                && points.target().equals(interfaceId);
    }

    private Step evaluate(WitnessMemory memory, WitnessMemory.Test test, Set<String> yieldedTo, Instant now) {
        EntryMemory entry = memory.entry();
        boolean isAsked = entry.tenure() instanceof Tenure.Written written
                && !written.at().isBefore(test.since());
        if (!isAsked) {
            return claim(memory, now);
        }
        if (!entry.isSettled(STALENESS)) {
            return rest(memory);
        }
        if (test.peers().contains(holder(memory))) {
            // It has written after this node did: it lives.
            return rest(memory.tested(memory.nextTest()));
        }
        if (!isMine(memory)) {
            // Another node tests as well, or somebody meddles: leave it the time to come to its end.
            return rest(memory.tested(now.plus(TEST_PATIENCE).plus(TURN)));
        }
        if (entry.isSettled(TEST_PATIENCE)) {
            Set<String> dead = new TreeSet<>(test.peers());
            dead.retainAll(yieldedTo);
            return new Step(memory.tested(now.plus(TEST_INTERVAL)), Optional.empty(), dead);
        }
        return rest(memory);
    }
}

package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.memory.EntryMemory;
import dev.pointsman.agent.ownership.memory.GroupMemory;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.rule.Standing.Vrrp;

import static dev.pointsman.agent.ownership.rule.Verdict.Kind.KEEP;
import static org.assertj.core.api.Assertions.assertThat;

/** A node in the middle of its group's order, with one entry: what it has read and done so far, and the rule that decides what comes next. */
abstract class DecidingNode {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final RouteEntry ENTRY = new RouteEntry("rtb-0000000000000000a", "10.99.0.10/32");
    static final RouteEntry WITNESS = new RouteEntry(ENTRY.table(), "198.18.7.7/32");
    static final RouteEntry WITNESS_OF_A = new RouteEntry(ENTRY.table(), "198.18.7.6/32");
    static final RouteEntry WITNESS_OF_C = new RouteEntry(ENTRY.table(), "198.18.7.8/32");
    static final Map<RouteEntry, String> WITNESSES =
            Map.of(WITNESS_OF_A, "node-a", WITNESS, "node-b", WITNESS_OF_C, "node-c");
    static final Map<String, String> FLEET = Map.of("eni-a", "node-a", "eni-b", "node-b", "eni-c", "node-c");

    static final Seen MINE = new Seen.Target("eni-b", false);
    static final Seen BEFORE_ME = new Seen.Target("eni-a", false);
    static final Seen BEHIND_ME = new Seen.Target("eni-c", false);
    static final Seen OUTSIDE = new Seen.Target("eni-x", false);

    static final Standing MASTER = new Standing(Vrrp.MASTER, "observed", true, false);
    static final Standing BACKUP = new Standing(Vrrp.BACKUP, "observed", true, false);

    /** This node stands in the middle of the order. */
    final OwnershipRule rule = new OwnershipRule("eni-b", "node-b", FLEET, List.of("node-a", "node-b", "node-c"));

    Instant now = START;
    GroupMemory memory = GroupMemory.blank().of(List.of(ENTRY), WITNESSES);
    Standing standing = MASTER;

    void read(Seen seen) {
        memory = memory.read(Map.of(ENTRY, seen), now, now);
    }

    Verdict verdict() {
        Decision decision = rule.decide(memory, standing, now);
        memory = decision.memory();
        return decision.verdicts().get(ENTRY);
    }

    Verdict.Kind decide() {
        return verdict().kind();
    }

    void write() {
        memory = memory.writing(ENTRY, now).wrote(ENTRY, now);
    }

    void fail(Ec2Failure failure) {
        memory = memory.writing(ENTRY, now).failed(ENTRY, failure, now, 1);
    }

    /** This node owns the entry in its term, for longer than any reading could be old. */
    void hold() {
        standing = MASTER;
        decide();
        pass(Bounds.STALENESS);
        read(MINE);
        assertThat(decide()).isEqualTo(KEEP);
        pass(Duration.ofMinutes(1));
    }

    /** A peer has taken what this node held. */
    void loseTo(Seen peer) {
        hold();
        read(peer);
        decide();
    }

    /** The witness is claimed, and EC2 confirms it. */
    void testPeer() {
        assertThat(decision().witnesses()).contains(WITNESS);
        memory = memory.writing(WITNESS, now).wrote(WITNESS, now);
    }

    /** The entry and a peer's witness are read. */
    void seeWitnessOfC(Seen entry, Seen witness) {
        memory = memory.read(Map.of(ENTRY, entry, WITNESS_OF_C, witness), now, now);
    }

    /** The entry and a peer's witness are read, which points at that peer. */
    void seeWitnessOfA(Seen entry) {
        memory = memory.read(Map.of(ENTRY, entry, WITNESS_OF_A, BEFORE_ME), now, now);
    }

    /** The entry and this node's witness are read. */
    void see(Seen entry, Seen witness) {
        memory = memory.read(Map.of(ENTRY, entry, WITNESS, witness), now, now);
    }

    void restartTerm() {
        standing = BACKUP;
        decide();
        standing = MASTER;
    }

    Decision decision() {
        Decision decision = rule.decide(memory, standing, now);
        memory = decision.memory();
        return decision;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    EntryMemory entry() {
        return memory.entries().get(ENTRY);
    }
}

package dev.pointsman.agent.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.agent.ownership.memory.EntryMemory;
import dev.pointsman.agent.ownership.memory.GroupMemory;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.memory.Tenure;
import dev.pointsman.agent.ownership.rule.Bounds;
import dev.pointsman.agent.ownership.rule.Decision;
import dev.pointsman.agent.ownership.rule.DecisionRule;
import dev.pointsman.agent.ownership.rule.Verdict;

/** Rules with one thing left out, made from the real one. */
final class Plants {

    private Plants() {}

    /** Rule 3 is left out: what a peer holds stays with it. */
    static DecisionRule withoutClaimFromPeer(DecisionRule real) {
        return (memory, standing, now) -> {
            Decision decision = real.decide(memory, standing, now);
            SortedMap<RouteEntry, Verdict> verdicts = new TreeMap<>(decision.verdicts());
            verdicts.replaceAll((entry, verdict) -> verdict.kind() == Verdict.Kind.CLAIM
                            && isFailover(decision.memory().entries().get(entry))
                    ? new Verdict(Verdict.Kind.STAND_BY, "planted")
                    : verdict);
            return new Decision(decision.memory(), verdicts, decision.witnesses(), decision.removals());
        };
    }

    private static boolean isFailover(EntryMemory entry) {
        return entry.tenure() instanceof Tenure.None
                && entry.seen() instanceof Seen.Target(String target, boolean isBlackhole)
                && !isBlackhole
                && !target.equals(Shape.interfaceOf(Shape.OUTSIDE));
    }

    /** Half of rule 4 is left out: nobody yields. */
    static DecisionRule withoutYield(DecisionRule real) {
        return (memory, standing, now) -> {
            Decision decision = real.decide(memory, standing, now);
            SortedMap<RouteEntry, Verdict> verdicts = new TreeMap<>(decision.verdicts());
            verdicts.replaceAll((_, verdict) ->
                    verdict.kind() == Verdict.Kind.YIELD ? new Verdict(Verdict.Kind.CLAIM, "planted") : verdict);
            return new Decision(decision.memory(), verdicts, decision.witnesses(), decision.removals());
        };
    }

    /** The other half is left out: who yields does not ask whether the peer lives. */
    static DecisionRule withoutWitness(DecisionRule real) {
        return (memory, standing, now) -> {
            Decision decision = real.decide(memory, standing, now);
            return new Decision(decision.memory(), decision.verdicts(), List.of(), decision.removals());
        };
    }

    /** Who holds entries does not show that it lives. */
    static DecisionRule withoutAnswer(DecisionRule real) {
        return (memory, standing, now) -> {
            Decision decision = real.decide(memory, standing, now);
            boolean isTest = decision.memory().witness().test().isPresent();
            return isTest
                    ? decision
                    : new Decision(decision.memory(), decision.verdicts(), List.of(), decision.removals());
        };
    }

    /** Rule 5 is left out: whatever is read after an own write is news. */
    static DecisionRule withoutPatience(DecisionRule real) {
        return (memory, standing, now) -> real.decide(aged(memory), standing, now);
    }

    /** Own writes look as if they had been made long ago. */
    private static GroupMemory aged(GroupMemory memory) {
        SortedMap<RouteEntry, EntryMemory> entries = new TreeMap<>(memory.entries());
        entries.replaceAll((_, entry) -> switch (entry.tenure()) {
            case Tenure.Written(Instant at, Seen over, boolean isRepeated) ->
                entry.with(new Tenure.Written(longAgo(at), over, isRepeated));
            case Tenure.Held(Instant since) -> entry.with(new Tenure.Held(longAgo(since)));
            case Tenure.None _, Tenure.Taken _ -> entry;
        });
        return new GroupMemory(memory.term(), entries, memory.witness(), memory.retired());
    }

    private static Instant longAgo(Instant at) {
        return at.minus(Bounds.STALENESS).minus(Duration.ofSeconds(1));
    }
}

package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.agent.ownership.memory.EntryMemory;
import dev.pointsman.agent.ownership.memory.GroupMemory;
import dev.pointsman.agent.ownership.memory.Pursuit;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.memory.Tenure;

import static dev.pointsman.agent.ownership.rule.Bounds.FRESHNESS;
import static dev.pointsman.agent.ownership.rule.Bounds.STALENESS;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.CLAIM;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.KEEP;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.RETRY;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.STAND_BY;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.UNCONFIRMED;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.WRITING;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.YIELD;

/**
 * Decides which entries of a route group this node writes; the rule in words is this package's documentation.
 *
 * @param interfaceId this node's network interface
 * @param node this node's name
 * @param fleet the nodes' names by their network interfaces
 * @param order the group's node order
 */
public record OwnershipRule(String interfaceId, String node, Map<String, String> fleet, NodeOrder order)
        implements DecisionRule {

    private static final Verdict MINE = new Verdict(KEEP, "it points at this node");

    public OwnershipRule {
        fleet = Map.copyOf(fleet);
    }

    /**
     * A node's rule.
     *
     * @param order the names of the group's nodes, the first before all others
     */
    public OwnershipRule(String interfaceId, String node, Map<String, String> fleet, List<String> order) {
        this(interfaceId, node, fleet, new NodeOrder(order));
    }

    @Override
    public Decision decide(GroupMemory memory, Standing standing, Instant now) {
        SortedMap<RouteEntry, EntryMemory> entries = new TreeMap<>(memory.entries());
        if (!standing.mayWrite()) {
            return standBy(memory, entries, standing);
        }
        Instant term = memory.isInTerm() ? memory.term() : now;
        entries.replaceAll(
                (_, entry) -> (isMine(entry.seen()) ? entry.arrived() : entry).with(tenure(entry, term, now)));
        SortedMap<RouteEntry, Verdict> verdicts = verdicts(entries, term, now);

        WitnessRule.Step step = new WitnessRule(node, fleet, order)
                .decide(memory.witness(), yieldedTo(entries, verdicts), verdicts, now);
        if (!step.dead().isEmpty()) {
            SortedMap<RouteEntry, Verdict> before = verdicts;
            // Only what was left to it: what this node has just written may still read as the dead peer's.
            entries.replaceAll((key, entry) -> before.get(key).kind() == YIELD
                            && step.dead().contains(peer(entry.seen()).orElse(""))
                    ? entry.released()
                    : entry);
            verdicts = verdicts(entries, term, now);
        }
        return new Decision(
                memory.decided(term, entries, step.memory()),
                verdicts,
                step.claims(),
                RemovalRule.due(memory.retired(), verdicts, fleet.keySet(), now));
    }

    private static Decision standBy(GroupMemory memory, SortedMap<RouteEntry, EntryMemory> entries, Standing standing) {
        entries.replaceAll((_, entry) -> entry.termOver());
        SortedMap<RouteEntry, Verdict> verdicts = new TreeMap<>();
        Verdict standBy = new Verdict(STAND_BY, standing.reason());
        entries.forEach((key, entry) -> verdicts.put(
                key,
                entry.pursuit() instanceof Pursuit.Writing
                        ? new Verdict(WRITING, "a write is still under way")
                        : standBy));
        return new Decision(
                memory.decided(Instant.MAX, entries, memory.witness().termOver()), verdicts, List.of(), List.of());
    }

    /** What the entry is to this node, after what it has read since. */
    private Tenure tenure(EntryMemory entry, Instant term, Instant now) {
        Tenure tenure = entry.tenure();
        if (!(entry.seen() instanceof Seen.Target points)) {
            return tenure;
        }
        if (isMine(points)) {
            return switch (tenure) {
                case Tenure.Held held -> held;
                case Tenure.Written written ->
                    isReadAfter(entry, written.at()) ? new Tenure.Held(written.at()) : written;
                // An older reading may show what was before it was taken.
                case Tenure.Taken taken ->
                    isReadAfter(entry, taken.since().plus(STALENESS)) ? new Tenure.Held(entry.askedAt()) : taken;
                // An older reading may show what was before a peer wrote, before the term.
                case Tenure.None none ->
                    isReadAfter(entry, term.plus(STALENESS)) ? new Tenure.Held(entry.askedAt()) : none;
            };
        }
        String holder = fleet.get(points.target());
        if (holder == null) {
            return tenure;
        }
        return switch (tenure) {
            case Tenure.None none -> none;
            case Tenure.Taken taken when taken.by().equals(holder) -> taken;
            case Tenure.Taken _ -> new Tenure.Taken(holder, now);
            case Tenure.Held held -> entry.isSettled(STALENESS) ? new Tenure.Taken(holder, now) : held;
            case Tenure.Written written ->
                entry.isSettled(STALENESS) && !mayBeLost(entry, written) ? new Tenure.Taken(holder, now) : written;
        };
    }

    private static boolean mayBeLost(EntryMemory entry, Tenure.Written written) {
        return entry.seen().equals(written.over()) && !written.isRepeated();
    }

    private SortedMap<RouteEntry, Verdict> verdicts(
            SortedMap<RouteEntry, EntryMemory> entries, Instant term, Instant now) {
        SortedMap<RouteEntry, Verdict> verdicts = new TreeMap<>();
        entries.forEach((key, entry) -> verdicts.put(key, verdict(entry, term, now)));
        return verdicts;
    }

    private Verdict verdict(EntryMemory entry, Instant term, Instant now) {
        return switch (entry.pursuit()) {
            case Pursuit.Writing _ -> new Verdict(WRITING, "a write is under way");
            case Pursuit.Waiting(Instant until, int failures, var failure)
            when until.isAfter(now) ->
                new Verdict(
                        RETRY,
                        "failed to write it " + times(failures) + ", next attempt at " + until + ": " + failure.text());
            case Pursuit.Waiting _, Pursuit.Idle _ -> verdictAtRest(entry, term, now);
        };
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private Verdict verdictAtRest(EntryMemory entry, Instant term, Instant now) {
        if (entry.seen() instanceof Seen.Target(String target, boolean isBlackhole) && target.equals(interfaceId)) {
            return mine(entry, isBlackhole, term, now);
        }
        return switch (entry.tenure()) {
            case Tenure.Written written
            when entry.isSettled(STALENESS) && mayBeLost(entry, written) ->
                new Verdict(
                        CLAIM,
                        "written, and after " + STALENESS.toSeconds() + " s still "
                                + entry.seen().text());
            case Tenure.Written _
            when !entry.isSettled(STALENESS) -> new Verdict(UNCONFIRMED, "written, not read back yet");
            case Tenure.Held _
            when !entry.isSettled(STALENESS) ->
                new Verdict(UNCONFIRMED, "a reading shows what it was before this node's write");
            case Tenure.Taken taken -> taken(entry, taken, term, now);
            case Tenure.None _, Tenure.Written _, Tenure.Held _ -> notMine(entry, term, now);
        };
    }

    private static Verdict mine(EntryMemory entry, boolean isBlackhole, Instant term, Instant now) {
        return switch (entry.tenure()) {
            case Tenure.None _
            when entry.askedAt().isBefore(term.minus(FRESHNESS)) ->
                new Verdict(
                        CLAIM,
                        "it pointed here "
                                + Duration.between(entry.askedAt(), now).toMillis()
                                + " ms ago, before the term; written again to be sure");
            case Tenure.Written _ -> new Verdict(UNCONFIRMED, "written, not read back yet");
            case Tenure.None _, Tenure.Held _, Tenure.Taken _ ->
                isBlackhole ? new Verdict(KEEP, "it points at this node, which EC2 takes for a blackhole") : MINE;
        };
    }

    /** Rules 2, 3 and 6. */
    private Verdict notMine(EntryMemory entry, Instant term, Instant now) {
        return switch (entry.seen()) {
            case Seen.Unread _ -> new Verdict(CLAIM, "MASTER, and the entry has not been read yet");
            case Seen.Missing _ -> new Verdict(CLAIM, "the entry is missing");
            case Seen.Target points -> notMine(entry, points, term, now);
        };
    }

    private Verdict notMine(EntryMemory entry, Seen.Target points, Instant term, Instant now) {
        String target = points.target();
        if (points.isBlackhole()) {
            return new Verdict(CLAIM, "it is a blackhole at " + fleet.getOrDefault(target, target));
        }
        if (entry.rivalry().holdsBack(target, now)) {
            return heldBack(entry, target);
        }
        String holder = fleet.get(target);
        if (holder != null && order.isBefore(holder, node) && entry.rivalry().hasHeldBackIn(term, target, now)) {
            return leftTo(holder);
        }
        return holder != null
                ? new Verdict(CLAIM, "MASTER, and it points at " + holder)
                : new Verdict(CLAIM, "it points at " + target + ", outside the fleet");
    }

    private Verdict heldBack(EntryMemory entry, String target) {
        return new Verdict(
                YIELD,
                "contested: " + fleet.getOrDefault(target, target) + " keeps taking it; left there until "
                        + entry.rivalry().until());
    }

    /** Rule 4. */
    private Verdict taken(EntryMemory entry, Tenure.Taken taken, Instant term, Instant now) {
        if (peer(entry.seen()).isEmpty()) {
            return notMine(entry, term, now);
        }
        String target = ((Seen.Target) entry.seen()).target();
        if (entry.rivalry().holdsBack(target, now)) {
            return heldBack(entry, target);
        }
        return order.isBefore(node, taken.by())
                ? new Verdict(CLAIM, "contested: taken by " + taken.by() + ", which stands behind this node")
                : leftTo(taken.by());
    }

    private static Verdict leftTo(String holder) {
        return new Verdict(
                YIELD, "contested: taken by " + holder + ", which stands before this node; left there while it lives");
    }

    /** The names of the peers that entries are left to. */
    private Set<String> yieldedTo(SortedMap<RouteEntry, EntryMemory> entries, SortedMap<RouteEntry, Verdict> verdicts) {
        Set<String> peers = new java.util.TreeSet<>();
        verdicts.forEach((key, verdict) -> {
            if (verdict.kind() == YIELD) {
                peer(entries.get(key).seen()).ifPresent(peers::add);
            }
        });
        return peers;
    }

    /** The peer that an entry points at, unless EC2 knows that it takes no packets. */
    private Optional<String> peer(Seen seen) {
        return seen instanceof Seen.Target(String target, boolean isBlackhole)
                        && !isBlackhole
                        && !target.equals(interfaceId)
                ? Optional.ofNullable(fleet.get(target))
                : Optional.empty();
    }

    private boolean isMine(Seen seen) {
        return seen instanceof Seen.Target points && points.target().equals(interfaceId);
    }

    private static boolean isReadAfter(EntryMemory entry, Instant moment) {
        return !entry.askedAt().isBefore(moment);
    }
}

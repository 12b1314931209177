package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import static dev.pointsman.agent.ownership.rule.Verdict.Kind.CLAIM;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.KEEP;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.RETRY;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.STAND_BY;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.UNCONFIRMED;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.WRITING;
import static dev.pointsman.agent.ownership.rule.Verdict.Kind.YIELD;

/**
 * Decides which entries of a route group this node writes.
 *
 * <ol start="0">
 *   <li>It writes only while it is MASTER as observed, HAProxy serves and the node is not drained. While that holds, a <em>term</em> runs.
 *   <li>Mine: nothing.
 *   <li>Missing, blackhole, or outside the fleet: claim.
 *   <li>A peer's, and not held by this node in this term: claim, whatever the order of the nodes. This is failover.
 *   <li>A peer's, taken from this node in this term: two nodes believe to be MASTER. Who stands first in the group's node order claims; the
 *       other yields, and tries again after {@link #YIELD_TIME}, because the peer may have died since.
 *   <li>What an entry was before this node's own write is no news until {@link #STALENESS} after it: EC2's reads are eventually
 *       consistent. When the own value never shows by then, the node writes once more, and then counts the entry as taken.
 * </ol>
 *
 * @param interfaceId this node's network interface
 * @param node this node's name
 * @param fleet the nodes' names by their network interfaces
 * @param order the group's node order
 */
public record OwnershipRule(String interfaceId, String node, Map<String, String> fleet, List<String> order) {

    /** How long a reading may show the past. EC2 promises no bound; seconds are usual (Amazon EC2 API Reference, "Eventual consistency"). */
    public static final Duration STALENESS = Duration.ofSeconds(15);

    /** How old a reading from before the term may be to prove that an entry is already this node's. */
    public static final Duration FRESHNESS = Duration.ofSeconds(1);

    /** How long a contested entry is left to the peer that stands first. */
    public static final Duration YIELD_TIME = Duration.ofSeconds(30);

    public OwnershipRule {
        fleet = Map.copyOf(fleet);
        order = List.copyOf(order);
    }

    /**
     * Decides about every entry of the group.
     *
     * @param memory what this node remembers
     * @param standing rule 0, as observed now
     */
    public Decision decide(GroupMemory memory, Standing standing, Instant now) {
        SortedMap<RouteEntry, EntryMemory> entries = new TreeMap<>(memory.entries());
        SortedMap<RouteEntry, Verdict> verdicts = new TreeMap<>();
        if (!standing.mayWrite()) {
            entries.replaceAll((_, entry) -> entry.termOver());
            entries.forEach((key, entry) -> verdicts.put(
                    key,
                    entry.pursuit() instanceof Pursuit.Writing
                            ? new Verdict(WRITING, "a write is still under way")
                            : new Verdict(STAND_BY, standing.reason())));
            return new Decision(new GroupMemory(Instant.MAX, entries), verdicts);
        }
        Instant term = memory.isInTerm() ? memory.term() : now;
        entries.replaceAll((_, entry) -> entry.with(tenure(entry, term, now)));
        entries.forEach((key, entry) -> verdicts.put(key, verdict(entry, now)));
        return new Decision(new GroupMemory(term, entries), verdicts);
    }

    /** What the entry is to this node, after what it has read since. */
    private Tenure tenure(EntryMemory entry, Instant term, Instant now) {
        if (!(entry.seen() instanceof Seen.Target points)) {
            return entry.tenure();
        }
        String target = points.target();
        if (target.equals(interfaceId)) {
            return switch (entry.tenure()) {
                case Tenure.Held held -> held;
                case Tenure.Written written ->
                    isAfter(entry, written.at()) ? new Tenure.Held(written.at(), written.over()) : written;
                case Tenure.Taken _ -> new Tenure.Held(entry.askedAt(), new Seen.Unread());
                // Before the term, a peer may have written since the reading.
                case Tenure.None none ->
                    entry.askedAt().isBefore(term.minus(FRESHNESS))
                            ? none
                            : new Tenure.Held(entry.askedAt(), new Seen.Unread());
            };
        }
        if (!fleet.containsKey(target)) {
            return entry.tenure();
        }
        Tenure taken = new Tenure.Taken(fleet.get(target), now);
        return switch (entry.tenure()) {
            case Tenure.None none -> none;
            case Tenure.Taken known -> known.by().equals(fleet.get(target)) ? known : taken;
            case Tenure.Held held -> isOld(entry.seen(), held.over(), held.since(), now) ? held : taken;
            case Tenure.Written written -> {
                boolean isNews =
                        isAfter(entry, written.at()) && !isOld(entry.seen(), written.over(), written.at(), now);
                boolean mayBeLost = entry.seen().equals(written.over()) && !written.isRepeated();
                yield isNews && !mayBeLost ? taken : written;
            }
        };
    }

    private Verdict verdict(EntryMemory entry, Instant now) {
        switch (entry.pursuit()) {
            case Pursuit.Writing _ -> {
                return new Verdict(WRITING, "a write is under way");
            }
            case Pursuit.Waiting(Instant until, int failures, var failure)
            when until.isAfter(now) -> {
                return new Verdict(
                        RETRY,
                        "failed to write it " + times(failures) + ", next attempt at " + until + ": " + failure.text());
            }
            case Pursuit.Waiting _, Pursuit.Idle _ -> {
                return verdictAtRest(entry, now);
            }
        }
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private Verdict verdictAtRest(EntryMemory entry, Instant now) {
        return switch (entry.tenure()) {
            case Tenure.None _ -> unheld(entry, now);
            case Tenure.Held held -> held(entry, held, now);
            case Tenure.Written written -> written(entry, written, now);
            case Tenure.Taken taken -> isAtLivingPeer(entry.seen()) ? contested(taken, now) : unheld(entry, now);
        };
    }

    private Verdict unheld(EntryMemory entry, Instant now) {
        return switch (entry.seen()) {
            case Seen.Unread _ -> new Verdict(CLAIM, "MASTER, and the entry has not been read yet");
            case Seen.Missing _ -> new Verdict(CLAIM, "the entry is missing");
            case Seen.Target(String target, boolean isBlackhole) -> {
                if (target.equals(interfaceId)) {
                    yield new Verdict(
                            CLAIM,
                            "it pointed here "
                                    + Duration.between(entry.askedAt(), now).toMillis()
                                    + " ms ago, before the term; written again to be sure");
                }
                if (!fleet.containsKey(target)) {
                    yield new Verdict(CLAIM, "it points at " + target + ", outside the fleet");
                }
                yield new Verdict(
                        CLAIM,
                        (isBlackhole ? "it is a blackhole at " : "MASTER, and it points at ") + fleet.get(target));
            }
        };
    }

    private Verdict held(EntryMemory entry, Tenure.Held held, Instant now) {
        if (entry.seen() instanceof Seen.Target(String target, boolean isBlackhole) && target.equals(interfaceId)) {
            return new Verdict(
                    KEEP,
                    isBlackhole ? "it points at this node, which EC2 takes for a blackhole" : "it points at this node");
        }
        return isOld(entry.seen(), held.over(), held.since(), now)
                ? new Verdict(UNCONFIRMED, "a reading shows what it was before this node's write")
                : unheld(entry, now);
    }

    private Verdict written(EntryMemory entry, Tenure.Written written, Instant now) {
        boolean isStillOld = isOld(entry.seen(), written.over(), written.at(), now);
        if (!isAfter(entry, written.at()) || isStillOld) {
            return new Verdict(UNCONFIRMED, "written, not read back yet");
        }
        return entry.seen().equals(written.over())
                ? new Verdict(
                        CLAIM,
                        "written, and after " + STALENESS.toSeconds() + " s still "
                                + entry.seen().text())
                : unheld(entry, now);
    }

    private Verdict contested(Tenure.Taken taken, Instant now) {
        if (rank(node) < rank(taken.by())) {
            return new Verdict(CLAIM, "contested: taken by " + taken.by() + ", which stands behind this node");
        }
        return now.isBefore(taken.since().plus(YIELD_TIME))
                ? new Verdict(YIELD, "contested: taken by " + taken.by() + ", which stands before this node")
                : new Verdict(
                        CLAIM,
                        "contested: left to " + taken.by() + " for " + YIELD_TIME.toSeconds() + " s, it may have died");
    }

    private boolean isAtLivingPeer(Seen seen) {
        return seen instanceof Seen.Target(String target, boolean isBlackhole)
                && fleet.containsKey(target)
                && !target.equals(interfaceId)
                && !isBlackhole;
    }

    /** A node that is not in the order stands behind all others. */
    private int rank(String name) {
        int rank = order.indexOf(name);
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    /** Whether a reading may still show what was before the write. */
    private static boolean isOld(Seen seen, Seen over, Instant writtenAt, Instant now) {
        return seen.equals(over) && now.isBefore(writtenAt.plus(STALENESS));
    }

    private static boolean isAfter(EntryMemory entry, Instant writtenAt) {
        return !entry.askedAt().isBefore(writtenAt);
    }
}

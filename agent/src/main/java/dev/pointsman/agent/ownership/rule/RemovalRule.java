package dev.pointsman.agent.ownership.rule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

import dev.pointsman.agent.ownership.memory.EntryMemory;
import dev.pointsman.agent.ownership.memory.RetiredEntry;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.memory.Seen;

import static dev.pointsman.agent.ownership.rule.Bounds.RETIREMENT;
import static dev.pointsman.agent.ownership.rule.Bounds.STALENESS;

/**
 * Decides which entries are deleted: those that the revision before had and this one has not, while they point at the fleet.
 *
 * <p>It exists to be careful: what points elsewhere is somebody else's by now, and stays. And what takes an entry's place, a range for a VIP in
 * it or the other way round, is there first: between the two no packet would find its way.
 */
public final class RemovalRule {

    private RemovalRule() {}

    /**
     * Returns the entries to delete now, on a node that may write.
     *
     * @param retired what is to go
     * @param verdicts what was decided about the entries that stay
     * @param fleet the nodes' network interfaces
     */
    static List<RouteEntry> due(
            SortedMap<RouteEntry, RetiredEntry> retired,
            SortedMap<RouteEntry, Verdict> verdicts,
            Set<String> fleet,
            Instant now) {
        if (retired.isEmpty()) {
            return List.of();
        }
        return retired.entrySet().stream()
                .filter(going -> {
                    EntryMemory entry = going.getValue().entry();
                    return pointsAtFleet(entry, fleet)
                            && !entry.askedAt().isBefore(going.getValue().since())
                            && entry.isSettled(STALENESS)
                            && entry.isWritable(now)
                            && isReplaced(going.getKey(), verdicts);
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns the entries that need no more watching: they have been gone, or somebody else's, since every node has had time to learn that they
     * go.
     */
    public static List<RouteEntry> done(SortedMap<RouteEntry, RetiredEntry> retired, Set<String> fleet) {
        return retired.entrySet().stream()
                .filter(going -> {
                    EntryMemory entry = going.getValue().entry();
                    return !(entry.seen() instanceof Seen.Unread)
                            && !pointsAtFleet(entry, fleet)
                            && !entry.askedAt()
                                    .isBefore(going.getValue().since().plus(RETIREMENT));
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isReplaced(RouteEntry going, SortedMap<RouteEntry, Verdict> verdicts) {
        return verdicts.entrySet().stream()
                .allMatch(stays -> stays.getValue().isMine() || !stays.getKey().overlaps(going));
    }

    private static boolean pointsAtFleet(EntryMemory entry, Set<String> fleet) {
        return entry.seen() instanceof Seen.Target points && fleet.contains(points.target());
    }
}

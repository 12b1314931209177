package dev.pointsman.agent.ownership.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import dev.pointsman.agent.ownership.memory.GroupMemory;
import dev.pointsman.agent.ownership.memory.RouteEntry;

/**
 * What the rule decided about a group.
 *
 * @param memory what to remember until the next decision
 * @param verdicts one for each entry
 * @param witnesses the witnesses to claim now
 * @param removals the entries to delete now
 */
public record Decision(
        GroupMemory memory,
        SortedMap<RouteEntry, Verdict> verdicts,
        List<RouteEntry> witnesses,
        List<RouteEntry> removals) {

    public Decision {
        verdicts = Collections.unmodifiableSortedMap(verdicts);
        witnesses = List.copyOf(witnesses);
        removals = List.copyOf(removals);
    }

    /** The entries to write now, the witnesses last: they carry nobody's packets. */
    public List<RouteEntry> claims() {
        List<RouteEntry> claims = new ArrayList<>(with(Verdict.Kind.CLAIM));
        claims.addAll(witnesses);
        return claims;
    }

    /** The entries of that verdict. */
    public List<RouteEntry> with(Verdict.Kind kind) {
        return verdicts.entrySet().stream()
                .filter(verdict -> verdict.getValue().kind() == kind)
                .map(Map.Entry::getKey)
                .toList();
    }
}

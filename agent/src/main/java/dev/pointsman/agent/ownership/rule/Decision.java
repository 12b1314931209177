package dev.pointsman.agent.ownership.rule;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rule decided about a group.
 *
 * @param memory what to remember until the next decision
 * @param verdicts one for each entry
 */
public record Decision(GroupMemory memory, SortedMap<RouteEntry, Verdict> verdicts) {

    public Decision {
        verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
    }

    /** The entries to write now. */
    public List<RouteEntry> claims() {
        return with(Verdict.Kind.CLAIM);
    }

    /** The entries of that verdict. */
    public List<RouteEntry> with(Verdict.Kind kind) {
        return verdicts.entrySet().stream()
                .filter(verdict -> verdict.getValue().kind() == kind)
                .map(Map.Entry::getKey)
                .toList();
    }
}

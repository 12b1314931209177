package dev.pointsman.agent.ownership.rule;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.pointsman.agent.ec2.Ec2Failure;

/**
 * Everything a node remembers of a route group between two decisions; a value that each event turns into another.
 *
 * <p>It exists so that a decision depends on nothing but what is handed to it. The route tables remain the only failover state: a node
 * that forgets all of this still decides safely.
 *
 * @param term when this node's term started; {@link Instant#MAX} while it may not write
 * @param entries one for each entry that the group has
 */
public record GroupMemory(Instant term, SortedMap<RouteEntry, EntryMemory> entries) {

    public GroupMemory {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** A node that knows nothing yet. */
    public static GroupMemory blank() {
        return new GroupMemory(Instant.MAX, new TreeMap<>());
    }

    public boolean isInTerm() {
        return !term.equals(Instant.MAX);
    }

    /** The group has these entries now; what is remembered of those that remain stays. */
    public GroupMemory of(Collection<RouteEntry> wanted) {
        SortedMap<RouteEntry, EntryMemory> changed = new TreeMap<>();
        wanted.forEach(entry -> changed.put(entry, entries.getOrDefault(entry, EntryMemory.BLANK)));
        return new GroupMemory(term, changed);
    }

    /**
     * The route tables have been read.
     *
     * @param seen what each entry was
     * @param asked when the reading was asked for
     * @param at when the answer came
     */
    public GroupMemory read(Map<RouteEntry, Seen> seen, Instant asked, Instant at) {
        SortedMap<RouteEntry, EntryMemory> changed = new TreeMap<>(entries);
        changed.replaceAll(
                (entry, memory) -> seen.containsKey(entry) ? memory.read(seen.get(entry), asked, at) : memory);
        return new GroupMemory(term, changed);
    }

    /** A write of this entry has begun. */
    public GroupMemory writing(RouteEntry entry) {
        return change(
                entry,
                memory -> memory.with(new Pursuit.Writing(memory.pursuit().failures())));
    }

    /** EC2 has confirmed the write. */
    public GroupMemory wrote(RouteEntry entry, Instant at) {
        return change(entry, memory -> memory.written(at));
    }

    /** The write was not sent, because rule 0 no longer held. */
    public GroupMemory abandoned(RouteEntry entry) {
        return change(entry, memory -> memory.with(new Pursuit.Idle()));
    }

    /**
     * The write failed.
     *
     * @param jitter 0 to 1, drawn by the caller
     */
    public GroupMemory failed(RouteEntry entry, Ec2Failure failure, Instant at, double jitter) {
        return change(entry, memory -> {
            int failures = memory.pursuit().failures() + 1;
            return memory.with(
                    new Pursuit.Waiting(at.plus(Backoff.after(failure, failures, jitter)), failures, failure));
        });
    }

    private GroupMemory change(RouteEntry entry, UnaryOperator<EntryMemory> change) {
        SortedMap<RouteEntry, EntryMemory> changed = new TreeMap<>(entries);
        changed.computeIfPresent(entry, (_, memory) -> change.apply(memory));
        return new GroupMemory(term, changed);
    }
}

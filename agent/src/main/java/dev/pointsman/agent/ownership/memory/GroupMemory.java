package dev.pointsman.agent.ownership.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.pointsman.agent.ec2.Ec2Failure;

/**
 * Everything a node remembers of a route group between two decisions; a value that each event turns into another.
 *
 * <p>It exists so that a decision depends on nothing but what is handed to it.
 *
 * @param term when this node's term started; {@link Instant#MAX} while it may not write
 * @param entries one for each entry that the group has
 * @param witness the group's witnesses
 * @param retired the entries that are to be deleted
 */
public record GroupMemory(
        Instant term,
        SortedMap<RouteEntry, EntryMemory> entries,
        WitnessMemory witness,
        SortedMap<RouteEntry, RetiredEntry> retired) {

    private static final SortedMap<RouteEntry, RetiredEntry> NOTHING_RETIRED = Collections.emptySortedMap();

    /** A node that knows nothing yet. */
    public static GroupMemory blank() {
        return new GroupMemory(Instant.MAX, Collections.emptySortedMap(), WitnessMemory.BLANK, NOTHING_RETIRED);
    }

    /** The same after a decision. */
    public GroupMemory decided(Instant start, SortedMap<RouteEntry, EntryMemory> decided, WitnessMemory tested) {
        return new GroupMemory(start, Collections.unmodifiableSortedMap(decided), tested, retired);
    }

    public boolean isInTerm() {
        return !term.equals(Instant.MAX);
    }

    /**
     * The group has these entries now; what is remembered of those that remain stays.
     *
     * @param witnesses where its witnesses are, and whose
     */
    public GroupMemory of(Collection<RouteEntry> wanted, Map<RouteEntry, String> witnesses) {
        if (entries.size() == wanted.size() && entries.keySet().containsAll(wanted) && witness.isAt(witnesses)) {
            return this;
        }
        SortedMap<RouteEntry, EntryMemory> changed = new TreeMap<>();
        wanted.forEach(entry -> changed.put(entry, entries.getOrDefault(entry, EntryMemory.BLANK)));
        return new GroupMemory(term, Collections.unmodifiableSortedMap(changed), witness.at(witnesses), retired);
    }

    /** These entries are to go, and no others; what is remembered of those that were already to go stays. */
    public GroupMemory retiring(Collection<RouteEntry> unwanted, Instant now) {
        if (retired.keySet().equals(Set.copyOf(unwanted))) {
            return this;
        }
        SortedMap<RouteEntry, RetiredEntry> changed = new TreeMap<>();
        unwanted.forEach(entry ->
                changed.put(entry, retired.getOrDefault(entry, new RetiredEntry(now, EntryMemory.BLANK))));
        return new GroupMemory(term, entries, witness, Collections.unmodifiableSortedMap(changed));
    }

    /**
     * The route tables have been read.
     *
     * @param seen what each entry was, the witnesses and those that are to go among them
     * @param asked when the reading was asked for
     * @param at when the answer came
     */
    public GroupMemory read(Map<RouteEntry, Seen> seen, Instant asked, Instant at) {
        SortedMap<RouteEntry, EntryMemory> changed = new TreeMap<>(entries);
        changed.replaceAll(
                (entry, memory) -> seen.containsKey(entry) ? memory.read(seen.get(entry), asked, at) : memory);
        SortedMap<RouteEntry, RetiredEntry> going = retired;
        if (!retired.isEmpty()) {
            going = new TreeMap<>(retired);
            going.replaceAll((entry, memory) ->
                    seen.containsKey(entry) ? memory.with(memory.entry().read(seen.get(entry), asked, at)) : memory);
        }
        return new GroupMemory(term, Collections.unmodifiableSortedMap(changed), witness.read(seen, asked, at), going);
    }

    /** A write of this entry has begun. */
    public GroupMemory writing(RouteEntry entry, Instant at) {
        return change(entry, memory -> memory.writing(at));
    }

    /** EC2 has confirmed the write. */
    public GroupMemory wrote(RouteEntry entry, Instant at) {
        return change(entry, memory -> memory.written(at));
    }

    /** The write was not sent, because rule 0 no longer held. */
    public GroupMemory abandoned(RouteEntry entry) {
        return change(entry, EntryMemory::abandoned);
    }

    /**
     * The write failed.
     *
     * @param jitter 0 to 1, drawn by the caller
     */
    public GroupMemory failed(RouteEntry entry, Ec2Failure failure, Instant at, double jitter) {
        return change(entry, memory -> {
            int failures = memory.pursuit().failures() + 1;
            return memory.waiting(
                    new Pursuit.Waiting(at.plus(Backoff.after(failure, failures, jitter)), failures, failure));
        });
    }

    private GroupMemory change(RouteEntry entry, UnaryOperator<EntryMemory> change) {
        if (witness.witnesses().containsKey(entry)) {
            return new GroupMemory(term, entries, witness.change(entry, change), retired);
        }
        if (retired.containsKey(entry)) {
            SortedMap<RouteEntry, RetiredEntry> going = new TreeMap<>(retired);
            going.computeIfPresent(entry, (_, memory) -> memory.with(change.apply(memory.entry())));
            return new GroupMemory(term, entries, witness, going);
        }
        SortedMap<RouteEntry, EntryMemory> changed = new TreeMap<>(entries);
        changed.computeIfPresent(entry, (_, memory) -> change.apply(memory));
        return new GroupMemory(term, Collections.unmodifiableSortedMap(changed), witness, retired);
    }
}

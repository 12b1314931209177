package dev.pointsman.pipeline.resource;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.pointsman.pipeline.finding.Place;

/**
 * Every resource of one revision, by kind and name.
 *
 * <p>It exists in a fixed order, by name, so that the order of files and documents changes nothing.
 */
public final class Definitions {

    private final SortedMap<Key, Definition> readable = new TreeMap<>();
    private final SortedMap<Key, Definition> unsound = new TreeMap<>();
    private final SortedMap<Key, Place> declared = new TreeMap<>();
    private boolean complete = true;

    private record Key(Kind kind, String name) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::kind).thenComparing(Key::name);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Notes that a resource of this name exists; returns where it exists already, if it does. */
    public Optional<Place> declare(Metadata metadata) {
        Key key = new Key(metadata.kind(), metadata.fullName());
        return Optional.ofNullable(declared.putIfAbsent(key, metadata.origin().place()));
    }

    /** Adds a resource that was read without an error. */
    public void add(Definition definition) {
        readable.put(new Key(definition.metadata().kind(), definition.metadata().fullName()), definition);
    }

    /** Adds what could be read of a resource with findings of its own: nobody serves it, but it has a status. */
    public void addUnsound(Definition definition) {
        unsound.put(new Key(definition.metadata().kind(), definition.metadata().fullName()), definition);
    }

    /** Notes that some resource could not even be named, so that what seems to be missing may be that one. */
    public void missSome() {
        complete = false;
    }

    /** Whether a name that is not declared really names nothing. */
    public boolean isComplete() {
        return complete;
    }

    /** The resources of one kind that were read without an error, by name. */
    public <T extends Definition> List<T> all(Kind kind, Class<T> type) {
        return all(readable, kind, type);
    }

    /** The resources of one kind that have findings of their own, by name, with stand-ins for what could not be read. */
    public <T extends Definition> List<T> unsound(Kind kind, Class<T> type) {
        return all(unsound, kind, type);
    }

    private static <T extends Definition> List<T> all(SortedMap<Key, Definition> resources, Kind kind, Class<T> type) {
        return resources.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(entry -> type.cast(entry.getValue()))
                .toList();
    }

    public <T extends Definition> Optional<T> find(Kind kind, String fullName, Class<T> type) {
        return Optional.ofNullable(readable.get(new Key(kind, fullName))).map(type::cast);
    }

    /** Where a resource of this name stands, readable or not. */
    public Optional<Place> placeOf(Kind kind, String fullName) {
        return Optional.ofNullable(declared.get(new Key(kind, fullName)));
    }

    /** The names of one kind's resources, readable or not. */
    public SortedSet<String> names(Kind kind) {
        SortedSet<String> names = new TreeSet<>();
        declared.keySet().stream().filter(key -> key.kind() == kind).forEach(key -> names.add(key.name()));
        return names;
    }

    public boolean isEmpty() {
        return declared.isEmpty() && complete;
    }
}

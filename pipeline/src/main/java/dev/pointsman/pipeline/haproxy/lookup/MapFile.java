package dev.pointsman.pipeline.haproxy.lookup;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file in which HAProxy looks a value up by a key, in a time that does not depend on its length.
 *
 * <p>Source: HAProxy configuration manual, converter "map". A key ends at the first blank; everything after the blanks is the value.
 */
public final class MapFile {

    private final String name;
    private final SortedMap<String, String> entries = new TreeMap<>();

    /** The name becomes a word of {@code haproxy.cfg} and stands beside it. */
    MapFile(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Throws IllegalArgumentException for what would be another entry, or none. */
    void put(String key, String value) {
        boolean isWord = !key.isEmpty() && key.charAt(0) != '#' && key.chars().allMatch(c -> c > 0x20 && c <= 0x7e);
        boolean isLine = !value.isEmpty() && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
        if (!isWord || !isLine) {
            throw new IllegalArgumentException("failed to write \"" + key + "\" -> \"" + value + "\" into a map");
        }
        String before = entries.put(key, value);
        if (before != null && !before.equals(value)) {
            throw new IllegalStateException("\"" + key + "\" leads to \"" + before + "\" and to \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        entries.forEach(
                (key, value) -> text.append(key).append(' ').append(value).append('\n'));
        return text.toString();
    }
}

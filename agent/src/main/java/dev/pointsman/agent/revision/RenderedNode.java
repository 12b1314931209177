package dev.pointsman.agent.revision;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One node's files for one revision.
 *
 * @param digest the SHA-256 of what HAProxy's configuration says without the stamp of its revision
 * @param files by name within the generation
 * @param listens what HAProxy binds, each {@code address:port}
 */
public record RenderedNode(String digest, SortedMap<String, String> files, List<String> listens) {

    public RenderedNode {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        listens = List.copyOf(listens);
    }
}

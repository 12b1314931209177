package dev.pointsman.pipeline.change;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The order in which maps are replaced while requests are looked up in them.
 *
 * <p>It exists because each map changes from one moment to the next, but not all of them at the same one. A host leads to runs, and a run
 * and a path to a rule (see {@link dev.pointsman.pipeline.haproxy.lookup.RoutingTable}); the more specific of two entries counts. So when
 * several maps change, what is new is added first, from the paths to the hosts, and what is old is taken away afterwards, the other way
 * round. At every moment between, a request finds what it found before or what it will find afterwards: never a host whose paths are
 * not there yet, never a path whose more specific half has gone first.
 */
final class MapEdits {

    /** From what is looked up last to what is looked up first; of each two, the one that goes before the other where both fit. */
    private static final List<String> ORDER = List.of(".paths.map", ".prefixes.map", ".hosts.map", ".wildcards.map");

    private final SortedMap<String, Contents> changed = new TreeMap<>();

    private record Contents(String before, String after) {

        /** All entries of both; where both have one, the new one. */
        String together() {
            SortedMap<String, String> entries = new TreeMap<>();
            for (String line : (before + after).lines().toList()) {
                entries.put(line.substring(0, line.indexOf(' ')), line);
            }
            StringBuilder text = new StringBuilder();
            entries.values().forEach(line -> text.append(line).append('\n'));
            return text.toString();
        }
    }

    void add(String file, String before, String after) {
        changed.put(file, new Contents(before, after));
    }

    boolean isEmpty() {
        return changed.isEmpty();
    }

    List<RuntimeEdit> inOrder() {
        List<String> files =
                changed.keySet().stream().sorted((a, b) -> rank(a) - rank(b)).toList();
        List<RuntimeEdit> edits = new ArrayList<>();
        if (files.size() > 1) {
            for (String file : files) {
                String together = changed.get(file).together();
                if (!together.equals(changed.get(file).before())) {
                    edits.add(new RuntimeEdit.ReplaceMap(file, together));
                }
            }
        }
        for (String file : files.reversed()) {
            String after = changed.get(file).after();
            if (files.size() == 1 || !after.equals(changed.get(file).together())) {
                edits.add(new RuntimeEdit.ReplaceMap(file, after));
            }
        }
        return edits;
    }

    private static int rank(String file) {
        for (int i = 0; i < ORDER.size(); i++) {
            if (file.endsWith(ORDER.get(i))) {
                return i;
            }
        }
        return ORDER.size();
    }
}

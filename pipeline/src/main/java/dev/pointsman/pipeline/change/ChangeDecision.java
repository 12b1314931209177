package dev.pointsman.pipeline.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Decides what has to be done so that a worker which runs some files serves others.
 *
 * <p>It exists as the one place of this decision, and decides by exclusion: servers and maps may change while HAProxy runs, everything
 * else in the files is compared by its bytes and asks for a reload. So whatever the renderer learns to write is safe here before anybody
 * thinks of it.
 */
public final class ChangeDecision {

    private final ProxyFiles running;
    private final ProxyFiles wanted;
    private final List<ReloadReason> reasons = new ArrayList<>();
    private final ServerEdits servers = new ServerEdits(reasons);
    private final MapEdits maps = new MapEdits();

    private ChangeDecision(ProxyFiles running, ProxyFiles wanted) {
        this.running = running;
        this.wanted = wanted;
    }

    /**
     * Compares.
     *
     * @param running the files that the worker was given
     * @param wanted the files whose content it shall serve
     * @param capabilities what the worker can be told
     */
    public static Change between(ProxyFiles running, ProxyFiles wanted, Capabilities capabilities) {
        return new ChangeDecision(running, wanted).decide(capabilities);
    }

    private Change decide(Capabilities capabilities) {
        compareSections();
        compareMaps();
        compareOthers();
        if (reasons.isEmpty()) {
            requireCommands(capabilities);
        }
        if (!reasons.isEmpty()) {
            return new Change.Reload(reasons);
        }
        // Who shall take requests must be there before a map leads to it.
        List<RuntimeEdit> edits = new ArrayList<>(servers.added());
        edits.addAll(maps.inOrder());
        edits.addAll(servers.removed());
        return edits.isEmpty() ? new Change.Nothing() : new Change.AtRunTime(edits);
    }

    private void compareSections() {
        Map<String, ProxySection> before = running.sections();
        Map<String, ProxySection> after = wanted.sections();
        for (String header : after.keySet()) {
            if (!before.containsKey(header)) {
                reload(ReloadReason.Cause.SECTION, quoted(header) + " is new");
            }
        }
        for (ProxySection old : before.values()) {
            ProxySection young = after.get(old.header());
            if (young == null) {
                reload(ReloadReason.Cause.SECTION, quoted(old.header()) + " goes");
            } else if (!old.lines().equals(young.lines())) {
                reload(ReloadReason.Cause.SECTION, quoted(old.header()) + " changes: " + difference(old, young));
            } else {
                servers.compare(old, young);
            }
        }
    }

    /** The first line that came or went says more than that one did. */
    private static String difference(ProxySection old, ProxySection young) {
        Optional<String> fresh = firstBeyond(young, old);
        Optional<String> gone = firstBeyond(old, young);
        if (fresh.isEmpty() && gone.isEmpty()) {
            return "it says the same in another order";
        }
        return fresh.map(line -> "it says " + quoted(line)
                        + gone.map(was -> " instead of " + quoted(was)).orElse(" as well"))
                .orElseGet(() -> "it no longer says " + quoted(gone.orElseThrow()));
    }

    private static Optional<String> firstBeyond(ProxySection section, ProxySection other) {
        Set<String> known = new HashSet<>(other.lines());
        return section.lines().stream().filter(line -> !known.contains(line)).findFirst();
    }

    private void compareMaps() {
        for (String file : names(running.maps(), wanted.maps())) {
            String before = running.maps().get(file);
            String after = wanted.maps().get(file);
            if (before == null || after == null) {
                reload(ReloadReason.Cause.FILE, quoted(file) + (before == null ? " is new" : " goes"));
            } else if (!before.equals(after)) {
                maps.add(file, before, after);
            }
        }
    }

    /**
     * Lists of certificates and of authorities. HAProxy has commands for the latter, too, and they are of no use (measured with 2.6.12 and
     * 3.0.11): servers go on being verified by the old ones, and clients being told the old ones' names, by which they choose what to show.
     */
    private void compareOthers() {
        for (String file : names(running.others(), wanted.others())) {
            String before = running.others().get(file);
            String after = wanted.others().get(file);
            if (before == null || !before.equals(after)) {
                reload(
                        ReloadReason.Cause.FILE,
                        quoted(file) + (before == null ? " is new" : after == null ? " goes" : " changes"));
            }
        }
    }

    private void requireCommands(Capabilities capabilities) {
        boolean changesServers =
                !servers.added().isEmpty() || !servers.removed().isEmpty();
        boolean changes = changesServers || !maps.isEmpty();
        if (changes && !capabilities.variables()) {
            missing("set variables");
        }
        if (changesServers && !capabilities.servers()) {
            missing("add or remove servers");
        }
        if (!maps.isEmpty() && !capabilities.maps()) {
            missing("replace a map");
        }
    }

    private void missing(String ability) {
        reload(ReloadReason.Cause.COMMAND_MISSING, "this HAProxy cannot " + ability + " while it runs");
    }

    private void reload(ReloadReason.Cause cause, String sentence) {
        reasons.add(new ReloadReason(cause, sentence));
    }

    private static TreeSet<String> names(SortedMap<String, String> before, SortedMap<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names;
    }

    /** Bounded, for it goes into a log line. */
    private static String quoted(String text) {
        int most = 120;
        return "\"" + (text.length() > most ? text.substring(0, most) + "..." : text) + "\"";
    }
}

package dev.pointsman.pipeline.finding;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Gathers everything there is to say while definitions are read, so that a person fixes all of it at once.
 *
 * <p>Bounded, because definitions are untrusted: of one file it shows a hundred errors and a hundred warnings, of all together a thousand
 * each, and then says that there are more. Not safe for use by several threads.
 */
public final class Findings {

    private static final int MOST_PER_FILE = 100;
    private static final int MOST = 1000;

    /** The place of what is about no file in particular. */
    public static final Origin REPOSITORY = Origin.ofFile(".");

    private final TreeSet<Finding> gathered = new TreeSet<>();
    private final Map<Severity, Map<String, Integer>> perFile = new EnumMap<>(Severity.class);
    private final Map<Severity, Integer> shown = new EnumMap<>(Severity.class);
    private int errors;

    /**
     * Adds an error. The message, without its full stop, says what is wrong and what is allowed or exists; the hint, which may be empty,
     * what to do next.
     */
    public void error(FindingCode code, Origin origin, String message, String hint) {
        error(code, origin, message, () -> hint);
    }

    /** Adds an error whose hint costs something to find out, and is found out only when the error is shown. */
    public void error(FindingCode code, Origin origin, String message, Supplier<String> hint) {
        add(
                Severity.ERROR,
                origin.place().file(),
                () -> new Finding(
                        Severity.ERROR, code.text(), origin.place(), origin.subject(), message + ".", hint.get()));
    }

    /** Adds a warning: worth knowing, but no reason to refuse the revision. */
    public void warning(FindingCode code, Origin origin, String message, String hint) {
        add(
                Severity.WARNING,
                origin.place().file(),
                () -> new Finding(
                        Severity.WARNING, code.text(), origin.place(), origin.subject(), message + ".", hint));
    }

    /** Adds a finding that somebody else has made. */
    public void add(Finding finding) {
        add(finding.severity(), finding.place().file(), () -> finding);
    }

    private void add(Severity severity, String file, Supplier<Finding> finding) {
        if (severity == Severity.ERROR) {
            errors++;
        }
        int inFile = perFile.computeIfAbsent(severity, any -> new HashMap<>()).merge(file, 1, Integer::sum);
        if (inFile > MOST_PER_FILE + 1) {
            return;
        }
        int inAll = shown.merge(severity, 1, Integer::sum);
        if (inAll > MOST) {
            gathered.add(more(severity, REPOSITORY.place(), "the definitions", MOST));
        } else if (inFile > MOST_PER_FILE) {
            gathered.add(more(severity, Place.ofFile(file), "this file", MOST_PER_FILE));
        } else {
            gathered.add(finding.get());
        }
    }

    private static Finding more(Severity severity, Place place, String what, int most) {
        return new Finding(
                severity,
                FindingCode.TOO_MANY_FINDINGS.text(),
                place,
                "",
                "there is more to say about " + what + "; only the first " + most + " findings are shown.",
                "Fix these, then check again.");
    }

    /** How many errors were added so far, also those beyond what is shown. */
    public int errors() {
        return errors;
    }

    /** Everything so far, sorted by place, each once. */
    public List<Finding> all() {
        return List.copyOf(gathered);
    }
}

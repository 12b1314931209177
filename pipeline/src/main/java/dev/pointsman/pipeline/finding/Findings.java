package dev.pointsman.pipeline.finding;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Gathers everything there is to say while definitions are read, so that a person fixes all of it at once.
 *
 * <p>Bounded: about one file it takes a hundred errors and a hundred warnings and then says that there are more. Not safe for use by several threads.
 */
public final class Findings {

    private static final int MOST_PER_FILE = 100;

    private final TreeSet<Finding> gathered = new TreeSet<>();
    private final Map<Severity, Map<String, Integer>> perFile = new EnumMap<>(Severity.class);
    private int errors;

    /** Adds an error. The message, without its full stop, says what is wrong and what is allowed or exists; the hint,
     * which may be empty, what to do next. */
    public void error(FindingCode code, Origin origin, String message, String hint) {
        add(Severity.ERROR, code, origin, message, hint);
    }

    /** Adds a warning: worth knowing, but no reason to refuse the revision. */
    public void warning(FindingCode code, Origin origin, String message, String hint) {
        add(Severity.WARNING, code, origin, message, hint);
    }

    /** Adds a finding that somebody else has made. */
    public void add(Finding finding) {
        if (finding.severity() == Severity.ERROR) {
            errors++;
        }
        String file = finding.place().file();
        int before = perFile.computeIfAbsent(finding.severity(), any -> new HashMap<>())
                        .merge(file, 1, Integer::sum)
                - 1;
        if (before < MOST_PER_FILE) {
            gathered.add(finding);
        } else if (before == MOST_PER_FILE) {
            gathered.add(new Finding(
                    finding.severity(),
                    FindingCode.TOO_MANY_FINDINGS.text(),
                    Place.ofFile(file),
                    "",
                    "there is more to say about this file; only the first " + MOST_PER_FILE + " findings are shown.",
                    "Fix these, then check again."));
        }
    }

    private void add(Severity severity, FindingCode code, Origin origin, String message, String hint) {
        add(new Finding(severity, code.text(), origin.place(), origin.subject(), message + ".", hint));
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

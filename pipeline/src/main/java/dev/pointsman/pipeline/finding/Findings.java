package dev.pointsman.pipeline.finding;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.pointsman.pipeline.finding.condition.Cause;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Subject;

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
    private final SortedMap<Subject, SortedSet<Cause>> causes = new TreeMap<>();
    private final Set<String> concealed = new HashSet<>();
    private final Admission admission;
    private int errors;
    private int objections;

    /** Findings under {@link Admission#STRICT}. */
    public Findings() {
        this(Admission.STRICT);
    }

    public Findings(Admission admission) {
        this.admission = admission;
    }

    /**
     * Adds an error, which under {@link Admission#PERMISSIVE} may weigh only as a warning. The message, without its full stop, says what is
     * wrong and what is allowed or exists; the hint, which may be empty, what to do next; the consequences, what becomes of conditions.
     */
    public void error(FindingCode code, Origin origin, String message, String hint, Consequence... consequences) {
        error(code, origin, message, () -> hint, consequences);
    }

    /** Adds an error whose hint costs something to find out, and is found out only when the error is shown. */
    public void error(
            FindingCode code, Origin origin, String message, Supplier<String> hint, Consequence... consequences) {
        objections++;
        add(code.severity(admission), code, origin, message, hint, consequences);
    }

    /** Adds a warning: worth knowing, but no reason to refuse the revision. */
    public void warning(FindingCode code, Origin origin, String message, String hint, Consequence... consequences) {
        add(Severity.WARNING, code, origin, message, () -> hint, consequences);
    }

    /** From now on, what is said about this file repeats nothing that could be a private key. */
    public void conceal(String file) {
        concealed.add(file);
    }

    /** States what several findings together do to a condition. */
    public void state(Consequence consequence, String message) {
        causes.computeIfAbsent(consequence.subject(), any -> new TreeSet<>())
                .add(new Cause(consequence.reason(), message));
    }

    private void add(
            Severity severity,
            FindingCode code,
            Origin origin,
            String message,
            Supplier<String> hint,
            Consequence... consequences) {
        String file = origin.place().file();
        for (Consequence consequence : consequences) {
            state(consequence, shown(file, message) + ".");
        }
        add(
                severity,
                file,
                () -> new Finding(
                        severity,
                        code.text(),
                        origin.place(),
                        shown(file, origin.subject()),
                        shown(file, message) + ".",
                        shown(file, hint.get())));
    }

    private String shown(String file, String text) {
        return concealed.contains(file) ? Concealed.of(text) : text;
    }

    /** Adds a finding that somebody else has made. */
    public void add(Finding finding) {
        if (finding.severity() == Severity.ERROR) {
            objections++;
        }
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

    /** How many errors refuse the revision so far, also those beyond what is shown. */
    public int errors() {
        return errors;
    }

    /** How many errors were added so far, also those that weigh only as warnings under this admission. */
    public int objections() {
        return objections;
    }

    /** What the findings so far do to conditions; never cut short, because status must be whole. */
    public SortedMap<Subject, SortedSet<Cause>> causes() {
        return Collections.unmodifiableSortedMap(causes);
    }

    /** Everything so far, sorted by place, each once. */
    public List<Finding> all() {
        return List.copyOf(gathered);
    }
}

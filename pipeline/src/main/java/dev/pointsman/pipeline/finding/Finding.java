package dev.pointsman.pipeline.finding;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * One thing the checker has to say.
 *
 * @param severity whether it refuses the revision
 * @param code stable and searchable, kebab case, for instance {@code unknown-field}
 * @param place where
 * @param subject which resource and field, for instance {@code HTTPRoute shop/cart, rules[0].backendRefs[0].name}; may be empty
 * @param message what is wrong, with the value in double quotes, and what is allowed or exists
 * @param hint what to do next; may be empty
 */
public record Finding(Severity severity, String code, Place place, String subject, String message, String hint)
        implements Comparable<Finding> {

    private static final Pattern CODE = Pattern.compile("[a-z]+(-[a-z0-9]+)*");
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::place)
            .thenComparing(Finding::severity)
            .thenComparing(Finding::code)
            .thenComparing(Finding::subject)
            .thenComparing(Finding::message);

    public Finding {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("finding code \"" + code + "\" is not kebab case");
        }
        if (message.isBlank()) {
            throw new IllegalArgumentException("finding " + code + " says nothing");
        }
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** One line for people: place, subject, message, hint. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder().append(place).append("  ");
        if (severity == Severity.WARNING) {
            line.append("warning: ");
        }
        if (!subject.isEmpty()) {
            line.append(subject).append(": ");
        }
        line.append(message);
        if (!hint.isEmpty()) {
            line.append(' ').append(hint);
        }
        return line.append("  [").append(code).append(']').toString();
    }
}

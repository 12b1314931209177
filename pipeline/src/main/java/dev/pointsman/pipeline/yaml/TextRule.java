package dev.pointsman.pipeline.yaml;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which texts a field takes.
 *
 * @param expected what the text must be, to follow "is not": {@code a DNS-1123 label (…)}
 * @param shortest in characters
 * @param longest in characters; looked at before {@code allows}, so that no pattern ever sees a long text
 * @param allows the rest of the rule
 * @param pattern the rest of the rule as a regular expression for the whole text; empty when it is more than that
 * @param examples texts that a reader tells apart, or that show what is meant; maybe none
 */
public record TextRule(
        String expected, int shortest, int longest, Predicate<String> allows, String pattern, List<String> examples) {

    public TextRule(String expected, int shortest, int longest, Predicate<String> allows) {
        this(expected, shortest, longest, allows, "", List.of());
    }

    public static TextRule pattern(String expected, int longest, String pattern) {
        return new TextRule(expected, 1, longest, Pattern.compile(pattern).asMatchPredicate(), pattern, List.of());
    }

    /** The same rule with examples. */
    public TextRule like(List<String> examples) {
        return new TextRule(expected, shortest, longest, allows, pattern, List.copyOf(examples));
    }

    public boolean accepts(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= shortest && length <= longest && allows.test(text);
    }

    /** Why the text is refused, in a few words. */
    String objection(String text) {
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            return "has " + length + " characters; at most " + longest + " are allowed";
        }
        return length < shortest && text.isEmpty() ? "is empty, not " + expected : "is not " + expected;
    }
}

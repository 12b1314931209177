package dev.pointsman.pipeline.yaml;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which texts a field takes.
 *
 * @param expected what the text must be, to follow "is not": {@code a DNS-1123 label (…)}
 * @param shortest in characters
 * @param longest in characters; looked at before {@code allows}, so that no pattern ever sees a long text
 * @param allows the rest of the rule
 */
public record TextRule(String expected, int shortest, int longest, Predicate<String> allows) {

    public static TextRule pattern(String expected, int longest, String pattern) {
        return new TextRule(expected, 1, longest, Pattern.compile(pattern).asMatchPredicate());
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

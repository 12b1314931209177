package dev.pointsman.pipeline.haproxy.language;

import java.util.regex.Pattern;

/**
 * Writes any value as exactly one word of HAProxy's configuration.
 *
 * <p>It exists so that no value from Git can end its word, its line or its argument: there is one place to read, and one to attack in
 * tests. Source: HAProxy configuration manual, section 2.2 "Quoting and escaping".
 */
public final class ConfigurationWord {

    /** Characters that mean themselves to the argument parser. */
    private static final Pattern PLAIN_ARGUMENT = Pattern.compile("[-A-Za-z0-9._:/]+");

    /** Characters that mean themselves to the line parser. */
    private static final Pattern PLAIN_WORD = Pattern.compile("[-A-Za-z0-9._:/,()]+");

    private ConfigurationWord() {}

    /**
     * One word: as it is when no character has a meaning of its own, else in single quotes, within which only the quote itself has one.
     * Throws IllegalArgumentException for anything but printable ASCII, which could end the line.
     */
    public static String of(String value) {
        requirePrintable(value);
        return PLAIN_WORD.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    /**
     * A call such as {@code req.fhdr(x-version)} with one literal argument, as one word.
     *
     * <p>Arguments are parsed a second time, after the line's own quotes are gone: commas and parentheses end them. Double quotes hold
     * them together, within which a backslash takes the next character as it is.
     */
    public static String call(String function, String argument) {
        return of(function + "(" + argument(argument) + ")");
    }

    /** A literal argument of a call, which still has to become part of a word. */
    public static String argument(String argument) {
        requirePrintable(argument);
        return PLAIN_ARGUMENT.matcher(argument).matches()
                ? argument
                : "\"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Literal text where a log format is expected, as one word. Source: HAProxy configuration manual, section 8.2.4 (8.2.6 in 3.x). */
    public static String format(String literal) {
        return of(literal.replace("%", "%%"));
    }

    private static void requirePrintable(String value) {
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw new IllegalArgumentException(
                    "failed to write a configuration value: \"" + value + "\" is not printable ASCII");
        }
    }
}

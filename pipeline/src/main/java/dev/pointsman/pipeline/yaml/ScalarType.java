package dev.pointsman.pipeline.yaml;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a plain scalar means.
 *
 * <p>Source: YAML 1.2.2, section 10.3.2, "Core Schema: Tag Resolution". So {@code yes} and {@code on} are strings, unlike in YAML 1.1.
 */
public enum ScalarType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    NULL;

    private static final Pattern IS_NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern IS_BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern IS_INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern IS_NUMBER = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

    /** What anything but a string begins with; most scalars are strings, and one look tells. */
    private static final String FIRST = "~nNtTfF+-.0123456789";

    /** Longer text is a string: no number that a definition can hold is that long, and matching it would only cost time. */
    private static final int LONGEST_NUMBER = 40;

    /** The type of a scalar that was written without quotes. */
    public static ScalarType ofPlain(String text) {
        if (text.length() > LONGEST_NUMBER || (!text.isEmpty() && FIRST.indexOf(text.charAt(0)) < 0)) {
            return STRING;
        }
        if (IS_NULL.matcher(text).matches()) {
            return NULL;
        }
        if (IS_BOOLEAN.matcher(text).matches()) {
            return BOOLEAN;
        }
        if (IS_INTEGER.matcher(text).matches()) {
            return INTEGER;
        }
        return IS_NUMBER.matcher(text).matches() ? NUMBER : STRING;
    }

    /** The word for it in messages. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.pointsman.pipeline.plan.match;

import java.util.regex.Pattern;

import dev.pointsman.pipeline.plan.value.Text;

/**
 * A query parameter that must have this value, once both are decoded as forms are (percent escapes, {@code +} for a blank).
 *
 * <p>When a request repeats the parameter the first value counts, as the Gateway API recommends ("HTTPQueryParamMatch"). A regular
 * expression sees the value decoded, too.
 *
 * @param name case matters; an HTTP token (the Gateway API's rule for the name), 1 to 256 characters
 * @param value case matters; 1 to 1024 characters of printable ASCII; or a {@link RegularExpression}
 * @param type which of both
 */
public record QueryParameterMatch(String name, String value, MatchType type) {

    private static final Pattern TOKEN = Pattern.compile("[-A-Za-z0-9!#$%&'*+.^_`|~]{1,256}");

    public QueryParameterMatch {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("query parameter name \"" + name + "\" is not an HTTP token");
        }
        if (value.isEmpty() || value.length() > 1024 || !Text.isPrintableAscii(value)) {
            throw new IllegalArgumentException(
                    "value of query parameter \"" + name + "\" is not 1 to 1024 characters of printable ASCII");
        }
        RegularExpression.require(value, type);
    }

    /** A query parameter that must have exactly this value. */
    public QueryParameterMatch(String name, String value) {
        this(name, value, MatchType.EXACT);
    }
}

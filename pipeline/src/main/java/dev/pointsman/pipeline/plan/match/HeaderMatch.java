package dev.pointsman.pipeline.plan.match;

import java.util.regex.Pattern;

import dev.pointsman.pipeline.plan.value.Text;

/**
 * A header that must have this value.
 *
 * <p>A value is a whole line's: commas in it are characters like others. When a request repeats the header, one matching line is enough
 * (the Gateway API leaves repeated headers to the implementation, "HTTPHeaderMatch").
 *
 * @param name an HTTP token (RFC 9110 section 5.6.2), in lower case, because header names ignore case; 1 to 256 characters
 * @param value the whole field value, case matters; 1 to 4096 characters of printable ASCII; or a {@link RegularExpression}
 * @param type which of both
 */
public record HeaderMatch(String name, String value, MatchType type) {

    private static final Pattern TOKEN = Pattern.compile("[-a-z0-9!#$%&'*+.^_`|~]{1,256}");

    public HeaderMatch {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("header name \"" + name + "\" is not an HTTP token in lower case");
        }
        if (value.isEmpty() || value.length() > 4096 || !Text.isPrintableAscii(value)) {
            throw new IllegalArgumentException(
                    "value of header \"" + name + "\" is not 1 to 4096 characters of printable ASCII");
        }
        RegularExpression.require(value, type);
    }

    /** A header that must have exactly this value. */
    public HeaderMatch(String name, String value) {
        this(name, value, MatchType.EXACT);
    }
}

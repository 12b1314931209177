package dev.pointsman.pipeline.haproxy.lookup;

import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;

/**
 * A query parameter match as a regular expression over the raw query.
 *
 * <p>It exists because HAProxy's {@code url_param()} cannot say it: that one also splits at semicolons, does not decode names, and looks at
 * every occurrence of a parameter. Here parameters are separated by {@code &} and decoded as forms are (percent escapes, {@code +} for a
 * blank; WHATWG URL Standard, "application/x-www-form-urlencoded parsing"), and the first occurrence alone counts, as the Gateway API
 * recommends ("HTTPQueryParamMatch").
 *
 * <p>The expression needs PCRE, which every packaged HAProxy has. Its repetitions are possessive, so matching takes time and stack in
 * proportion to the query only; every character of name and value stands escaped in it, so none is syntax.
 */
final class QueryParameterPattern {

    private QueryParameterPattern() {}

    /** Matches a query in which the parameter has exactly the value. */
    static String of(QueryParameterMatch match) {
        return upTo(match.name()) + "=" + anyEncodingOf(match.value()) + "(?:&|$)";
    }

    /** Matches a query that has the parameter. */
    static String ofFirst(String name) {
        return upTo(name) + "(?:[=&]|$)";
    }

    /** A converter that makes of a query that has the parameter its first value, decoded. */
    static String valueOf(String name) {
        String wholeQuery = upTo(name) + "(?:=([^&]*+))?+(?:&.*)?$";
        return "regsub(" + ConfigurationWord.argument(wholeQuery) + "," + ConfigurationWord.argument("\\1")
                + "),url_dec(1)";
    }

    private static String upTo(String encodedName) {
        String name = anyEncodingOf(encodedName);
        return "^(?:(?!" + name + "(?:[=&]|$))[^&]*+&)*+" + name;
    }

    /** Each character either as itself, where a query may hold it raw, or percent-encoded. */
    private static String anyEncodingOf(String text) {
        StringBuilder pattern = new StringBuilder();
        for (char c : text.toCharArray()) {
            String encoded = "%" + hexDigit(c >> 4) + hexDigit(c & 0xf);
            switch (c) {
                // Raw, the one separates parameters and the other stands for a blank.
                case '&', '+' -> pattern.append(encoded);
                // Raw, it means itself where no escape follows.
                case '%' ->
                    pattern.append("(?:%(?![0-9A-Fa-f]{2})|").append(encoded).append(')');
                case ' ' -> pattern.append("(?:\\+|").append(encoded).append(')');
                default ->
                    pattern.append("(?:")
                            .append(literal(c))
                            .append('|')
                            .append(encoded)
                            .append(')');
            }
        }
        return pattern.toString();
    }

    private static String literal(char c) {
        return Character.isLetterOrDigit(c) || "-_".indexOf(c) >= 0 ? Character.toString(c) : "\\" + c;
    }

    private static String hexDigit(int digit) {
        return digit < 10 ? Integer.toString(digit) : "[" + (char) ('A' + digit - 10) + (char) ('a' + digit - 10) + "]";
    }
}

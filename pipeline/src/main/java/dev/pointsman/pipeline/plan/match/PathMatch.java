package dev.pointsman.pipeline.plan.match;

import dev.pointsman.pipeline.plan.value.Text;

/**
 * A condition on the request's path, without its query.
 *
 * <p>Source: Gateway API v1, "HTTPPathMatch"; case matters.
 */
public sealed interface PathMatch {

    /** The value as it was written; of the first two with a leading slash. */
    String value();

    /** The whole path. */
    record Exact(String value) implements PathMatch {
        public Exact {
            requirePath(value);
        }
    }

    /** The path's first elements: {@code /foo} takes {@code /foo}, {@code /foo/} and {@code /foo/bar}, not {@code /foobar}. */
    record Prefix(String value) implements PathMatch {
        public Prefix {
            requirePath(value);
            if (value.length() > 1 && value.endsWith("/")) {
                throw new IllegalArgumentException("prefix \"" + value
                        + "\" ends with a slash, which means the same as none; the plan holds it without");
            }
        }
    }

    /** The whole path, by a {@link RegularExpression}. */
    record Pattern(String value) implements PathMatch {
        public Pattern {
            RegularExpression.require(value, MatchType.REGULAR_EXPRESSION);
        }
    }

    /** Whether every path that the other takes is taken, as far as that can be told without trying: never of regular expressions. */
    default boolean covers(PathMatch other) {
        return switch (this) {
            case Exact exact -> exact.equals(other);
            case Prefix prefix ->
                !(other instanceof Pattern)
                        && (prefix.value().equals("/")
                                || other.value().equals(prefix.value())
                                || other.value().startsWith(prefix.value() + "/"));
            case Pattern pattern -> false;
        };
    }

    private static void requirePath(String value) {
        if (!value.startsWith("/") || value.length() > 1024 || !Text.isPrintableAscii(value)) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not a path of printable ASCII that starts with a slash");
        }
    }
}

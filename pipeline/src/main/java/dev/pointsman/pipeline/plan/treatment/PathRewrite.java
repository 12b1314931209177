package dev.pointsman.pipeline.plan.treatment;

/**
 * Another path for a request or a redirect; the query stays.
 *
 * <p>Source: Gateway API v1.6, "HTTPPathModifier".
 */
public sealed interface PathRewrite {

    /** This path instead of the whole. */
    record Full(String path) implements PathRewrite {
        public Full {
            requirePath(path);
        }
    }

    /**
     * This text instead of the prefix that the rule matched.
     *
     * <p>What follows the prefix is empty or begins with a slash, so a replacement that ends with one would make two of it: a trailing
     * slash says nothing, neither in the prefix nor in its replacement. A path that would be empty becomes {@code /}.
     *
     * @param prefix what the rule matched, without trailing slash: empty for the prefix {@code /}
     * @param replacement without trailing slash; may be empty
     */
    record Prefix(String prefix, String replacement) implements PathRewrite {
        public Prefix {
            requireNoTrailingSlash(prefix);
            requireNoTrailingSlash(replacement);
        }
    }

    private static void requireNoTrailingSlash(String text) {
        if (text.endsWith("/")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" ends with a slash, which means the same as none; the plan holds it without");
        }
        if (!text.isEmpty()) {
            requirePath(text);
        }
    }

    private static void requirePath(String path) {
        if (!path.startsWith("/")
                || path.length() > 1024
                || !path.chars().allMatch(c -> c > 0x20 && c <= 0x7e && c != '?' && c != '#')) {
            throw new IllegalArgumentException(
                    "\"" + path + "\" is not a path of visible ASCII, without query, that starts with a slash");
        }
    }
}

package dev.pointsman.pipeline.plan.match;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which Host values match, without port, in lower case.
 *
 * <p>Source: Gateway API v1, "Hostname": a precise name, or {@code *.} followed by a suffix, where the star stands for one label or more.
 */
public sealed interface HostMatch {

    Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*");

    /** Any host, also none. */
    record Any() implements HostMatch {}

    /** Exactly this host name. */
    record Exact(String name) implements HostMatch {
        public Exact {
            requireName(name);
        }
    }

    /** Any host name that ends with a dot and this suffix ({@code *.suffix}). */
    record Wildcard(String suffix) implements HostMatch {
        public Wildcard {
            requireName(suffix);
        }
    }

    /** Whether every host that the other takes is taken, too. */
    default boolean covers(HostMatch narrow) {
        return switch (this) {
            case Any() -> true;
            case Exact exact -> narrow.equals(exact);
            case Wildcard(String suffix) ->
                switch (narrow) {
                    case Any() -> false;
                    case Exact(String name) -> name.endsWith("." + suffix);
                    case Wildcard(String inner) -> inner.equals(suffix) || inner.endsWith("." + suffix);
                };
        };
    }

    /** Every match that covers this one: itself, then wider and wider ones. */
    default List<HostMatch> covering() {
        List<HostMatch> covering = new ArrayList<>();
        covering.add(this);
        String name = switch (this) {
            case Any() -> "";
            case Exact(String exact) -> exact;
            case Wildcard(String suffix) -> suffix;
        };
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            covering.add(new Wildcard(name.substring(dot + 1)));
        }
        if (!(this instanceof Any)) {
            covering.add(new Any());
        }
        return covering;
    }

    private static void requireName(String name) {
        if (name.length() > 253 || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a host name in lower case");
        }
    }
}

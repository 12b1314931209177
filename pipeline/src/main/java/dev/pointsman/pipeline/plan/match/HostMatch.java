package dev.pointsman.pipeline.plan.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which Host values match, without port, in lower case.
 *
 * <p>Source: Gateway API v1, "Hostname": a precise name, or {@code *.} followed by a suffix, where the star stands for one label or more.
 */
public sealed interface HostMatch {

    Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*");

    /**
     * The more specific first.
     *
     * <p>Source: Gateway API v1, "HTTPRouteSpec.hostnames" (characters in a matching host name without wildcard, then characters in a
     * matching host name) and "GatewaySpec.listeners" (exact, then the longer wildcard, then any). The text comes last only to make the
     * order total: two different names of one kind and length never match the same request.
     */
    Comparator<HostMatch> MOST_SPECIFIC_FIRST = Comparator.comparingInt(HostMatch::rank)
            .thenComparing(
                    Comparator.comparingInt((HostMatch host) -> text(host).length())
                            .reversed())
            .thenComparing(HostMatch::text);

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

    private static int rank(HostMatch host) {
        return switch (host) {
            case Exact exact -> 0;
            case Wildcard wildcard -> 1;
            case Any any -> 2;
        };
    }

    /** As people write it. */
    private static String text(HostMatch host) {
        return switch (host) {
            case Exact(String name) -> name;
            case Wildcard(String suffix) -> "*." + suffix;
            case Any() -> "";
        };
    }

    private static void requireName(String name) {
        if (name.length() > 253 || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a host name in lower case");
        }
    }
}

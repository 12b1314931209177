package dev.pointsman.pipeline.resolve.route;

import java.util.Comparator;
import java.util.Optional;

import dev.pointsman.pipeline.plan.match.HostMatch;

/** What host names mean, which requests two of them share, and which of two is the more specific. */
public final class Hostnames {

    /**
     * The more specific first.
     *
     * <p>Source: Gateway API v1, "HTTPRouteSpec.hostnames" (characters in a matching host name without wildcard, then characters in a
     * matching host name) and "GatewaySpec.listeners" (exact, then the longer wildcard, then any). The text comes last only to make the
     * order total: two different names of one kind and length never match the same request.
     */
    public static final Comparator<HostMatch> MOST_SPECIFIC_FIRST = Comparator.comparingInt(Hostnames::rank)
            .thenComparing(
                    Comparator.comparingInt((HostMatch host) -> text(host).length())
                            .reversed())
            .thenComparing(Hostnames::text);

    private Hostnames() {}

    /** The meaning of a host name as it is written; empty stands for every host. */
    public static HostMatch parse(String text) {
        if (text.isEmpty()) {
            return new HostMatch.Any();
        }
        return text.startsWith("*.") ? new HostMatch.Wildcard(text.substring(2)) : new HostMatch.Exact(text);
    }

    /**
     * The hosts that both match.
     *
     * <p>Source: Gateway API v1, "HTTPRouteSpec.hostnames": {@code *.example.com} takes {@code a.example.com} and
     * {@code a.b.example.com}, but not {@code example.com}.
     */
    public static Optional<HostMatch> intersect(HostMatch one, HostMatch other) {
        if (one.covers(other)) {
            return Optional.of(other);
        }
        return other.covers(one) ? Optional.of(one) : Optional.empty();
    }

    private static int rank(HostMatch host) {
        return switch (host) {
            case HostMatch.Exact exact -> 0;
            case HostMatch.Wildcard wildcard -> 1;
            case HostMatch.Any any -> 2;
        };
    }

    /** As people write it. */
    private static String text(HostMatch host) {
        return switch (host) {
            case HostMatch.Exact(String name) -> name;
            case HostMatch.Wildcard(String suffix) -> "*." + suffix;
            case HostMatch.Any() -> "";
        };
    }
}

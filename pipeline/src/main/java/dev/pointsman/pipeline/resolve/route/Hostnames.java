package dev.pointsman.pipeline.resolve.route;

import java.util.Optional;

import dev.pointsman.pipeline.plan.match.HostMatch;

/** What host names mean, which requests two of them share, and which of two is the more specific. */
public final class Hostnames {

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
}

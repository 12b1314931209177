package dev.pointsman.pipeline.resolve.route;

import java.util.Comparator;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.PathMatch;

/**
 * Which of two rules of one listener is tried first: the one place that decides it.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteSpec.hostnames" and "HTTPRouteRule.matches". The order is total, so that the same definitions give
 * the same plan whatever order they are read in.
 */
final class RulePrecedence {

    private RulePrecedence() {}

    static final Comparator<RankedRule> ORDER = host().thenComparing(writtenHost())
            .thenComparing(path())
            .thenComparing(method())
            .thenComparing(headers())
            .thenComparing(queryParameters())
            .thenComparing(age())
            .thenComparing(name())
            .thenComparing(position());

    /** A longer host name without wildcard, then a longer one with: more of the request is said. */
    private static Comparator<RankedRule> host() {
        return Comparator.comparing(ranked -> ranked.rule().host(), HostMatch.MOST_SPECIFIC_FIRST);
    }

    /**
     * Where a listener's host name makes two routes' names the same, the route that wrote the more specific one (extended feature
     * GatewayRouteHostnameIntersectionPrecedence).
     */
    private static Comparator<RankedRule> writtenHost() {
        return Comparator.comparing(RankedRule::writtenHost, HostMatch.MOST_SPECIFIC_FIRST);
    }

    /**
     * An exact path, then regular expressions (whose place the specification leaves open; here they stand where the leading
     * implementations have them), then prefixes; among equals the longer. The text only makes the order total: equally long paths
     * exclude each other, and of equally long expressions nobody can say which is the narrower.
     */
    private static Comparator<RankedRule> path() {
        return Comparator.comparing(
                ranked -> ranked.rule().match().path(),
                Comparator.comparingInt(RulePrecedence::kindOf)
                        .thenComparing(Comparator.comparingInt(
                                        (PathMatch path) -> path.value().length())
                                .reversed())
                        .thenComparing(PathMatch::value));
    }

    private static int kindOf(PathMatch path) {
        return switch (path) {
            case PathMatch.Exact exact -> 0;
            case PathMatch.Pattern pattern -> 1;
            case PathMatch.Prefix prefix -> 2;
        };
    }

    /** A rule that asks for a method before one that takes all. */
    private static Comparator<RankedRule> method() {
        return Comparator.comparing(ranked -> ranked.rule().match().method().isEmpty());
    }

    /** More headers first. */
    private static Comparator<RankedRule> headers() {
        return Comparator.comparingInt(
                ranked -> -ranked.rule().match().headers().size());
    }

    /** More query parameters first. */
    private static Comparator<RankedRule> queryParameters() {
        return Comparator.comparingInt(
                ranked -> -ranked.rule().match().queryParameters().size());
    }

    /** The older route first, by creationTimestamp; a route that says nothing counts as the youngest. */
    private static Comparator<RankedRule> age() {
        return Comparator.comparing(RankedRule::created);
    }

    /**
     * The route that comes first in alphabetical order of "namespace/name". The joined text is compared and not its parts, because '-' and
     * '.' sort before '/': "a-b/x" stands before "a/x".
     */
    private static Comparator<RankedRule> name() {
        return Comparator.comparing(ranked -> ranked.rule().name().route().toString());
    }

    /** Within a route, the first in the list. */
    private static Comparator<RankedRule> position() {
        return Comparator.comparingInt(
                        (RankedRule ranked) -> ranked.rule().name().index())
                .thenComparingInt(RankedRule::matchIndex);
    }
}

package dev.pointsman.pipeline.explain;

import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * What one rule has before another that stands behind it in the plan.
 *
 * <p>It decides nothing: the order is the plan's. It names the first difference that the specification counts (Gateway API v1.6,
 * "HTTPRouteSpec.hostnames", "HTTPRouteRule.matches").
 */
final class Precedence {

    private Precedence() {}

    /** Why the first stands before the second, in words that follow the first's name. */
    static String reason(Rule first, Rule second) {
        return Stream.of(
                        host(first.host(), second.host()),
                        path(first.match().path(), second.match().path()),
                        more(
                                first.match().method().isEmpty() ? 0 : 1,
                                second.match().method().isEmpty() ? 0 : 1,
                                "asks for a method"),
                        more(
                                first.match().headers().size(),
                                second.match().headers().size(),
                                "asks for more headers ("
                                        + first.match().headers().size() + " instead of "
                                        + second.match().headers().size() + ")"),
                        more(
                                first.match().queryParameters().size(),
                                second.match().queryParameters().size(),
                                "asks for more query parameters ("
                                        + first.match().queryParameters().size() + " instead of "
                                        + second.match().queryParameters().size() + ")"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> tie(first, second));
    }

    private static Optional<String> host(HostMatch first, HostMatch second) {
        if (first.equals(second)) {
            return Optional.empty();
        }
        return Optional.of("has the more specific host (" + Words.of(first) + " before " + Words.of(second) + ")");
    }

    private static Optional<String> path(PathMatch first, PathMatch second) {
        if (first.equals(second)) {
            return Optional.empty();
        }
        String both = " (" + Words.of(first) + " before " + Words.of(second) + ")";
        if (!first.getClass().equals(second.getClass())) {
            return Optional.of(
                    first instanceof PathMatch.Exact
                            ? "has an exact path" + both
                            : "has a regular expression, which goes before prefixes" + both);
        }
        return Optional.of(
                first.value().length() > second.value().length()
                        ? "has the longer path" + both
                        : "has the path that comes first in the alphabet, of two that are equally long" + both);
    }

    private static Optional<String> more(int first, int second, String what) {
        return first > second ? Optional.of(what) : Optional.empty();
    }

    private static String tie(Rule first, Rule second) {
        return first.name().route().equals(second.name().route())
                ? "stands before it in the same route"
                : "is of a route that is older (creationTimestamp), or comes first in the alphabet;"
                        + " both ask for the same number of things";
    }
}

package dev.pointsman.pipeline.haproxy.property;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * What the plan's documentation says about matching, said once more in the plainest way.
 *
 * <p>It knows requests as text and shares no code with the renderer, so that both are unlikely to err alike.
 */
final class ReferenceMatcher {

    private ReferenceMatcher() {}

    /** The rule that takes the request; empty when the answer is 404. */
    static Optional<Rule> match(Entrypoint entrypoint, RawRequest request) {
        String host = normalisedHost(request);
        return entrypoint.listeners().stream()
                .filter(listener -> takes(listener.host(), host))
                .findFirst()
                .flatMap(listener -> listener.rules().stream()
                        .filter(rule -> takes(rule.host(), host) && meets(rule, request))
                        .findFirst());
    }

    private static boolean meets(Rule rule, RawRequest request) {
        String[] target = request.target().split("\\?", 2);
        String query = target.length == 2 ? target[1] : "";
        return takes(rule.match().path(), target[0])
                && (rule.match().method().isEmpty() || rule.match().method().equals(request.method()))
                && rule.match().headers().stream().allMatch(header -> takes(header, request))
                && rule.match().queryParameters().stream().allMatch(parameter -> takes(parameter, query));
    }

    private static boolean takes(HostMatch match, String host) {
        return switch (match) {
            case HostMatch.Any ignored -> true;
            case HostMatch.Exact exact -> host.equals(exact.name());
            case HostMatch.Wildcard wildcard -> host.endsWith("." + wildcard.suffix());
        };
    }

    private static boolean takes(PathMatch match, String path) {
        return switch (match) {
            case PathMatch.Exact exact -> path.equals(exact.value());
            case PathMatch.Prefix prefix ->
                prefix.value().equals("/") || path.equals(prefix.value()) || path.startsWith(prefix.value() + "/");
            case PathMatch.Pattern pattern -> path.startsWith("/") && path.matches(pattern.value());
        };
    }

    private static boolean takes(HeaderMatch match, RawRequest request) {
        return request.headers().stream()
                .map(line -> line.split(":", 2))
                .anyMatch(line ->
                        line[0].equalsIgnoreCase(match.name()) && takes(match.type(), match.value(), line[1].strip()));
    }

    private static boolean takes(QueryParameterMatch match, String query) {
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            if (decoded(parts[0]).equals(match.name())) {
                return takes(match.type(), match.value(), decoded(parts.length == 2 ? parts[1] : ""));
            }
        }
        return false;
    }

    private static boolean takes(MatchType type, String expected, String value) {
        return switch (type) {
            case EXACT -> value.equals(expected);
            case REGULAR_EXPRESSION -> value.matches(expected);
        };
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    }

    private static String normalisedHost(RawRequest request) {
        String host = request.headers().stream()
                .map(line -> line.split(":", 2))
                .filter(line -> line[0].equalsIgnoreCase("host"))
                .map(line -> line[1].strip())
                .findFirst()
                .orElse("");
        String withoutPort = host.replaceFirst(":[0-9]*$", "");
        String withoutDot = withoutPort.replaceFirst("[.]+$", "");
        return withoutDot.toLowerCase(Locale.ROOT);
    }
}

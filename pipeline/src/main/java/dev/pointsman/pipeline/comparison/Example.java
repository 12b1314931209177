package dev.pointsman.pipeline.comparison;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.explain.Request;
import dev.pointsman.pipeline.explain.Words;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * A request that a rule takes when no other stands before it.
 *
 * @param host the hosts that it stands for
 * @param conditions what else it asks for
 * @param request the request
 */
record Example(HostMatch host, List<String> conditions, Request request) {

    /** The example of a rule; empty when no text is known that one of its expressions takes. */
    static Optional<Example> of(Entrypoint entrypoint, Listener listener, Rule rule, Set<String> exactHosts) {
        return of(entrypoint, narrower(listener.host(), rule.host()), List.of(rule.match()), exactHosts);
    }

    /** What two rules of one host both take: the first's path with the conditions of both. */
    static Optional<Example> ofBoth(
            Entrypoint entrypoint, Listener listener, Rule first, Rule second, Set<String> exactHosts) {
        RequestMatch rest = second.match();
        RequestMatch both = new RequestMatch(
                first.match().path(),
                first.match().method().isEmpty() ? rest.method() : first.match().method(),
                List.of(),
                List.of());
        return of(
                entrypoint,
                narrower(listener.host(), first.host()),
                List.of(
                        both,
                        new RequestMatch(
                                new PathMatch.Prefix("/"),
                                "",
                                first.match().headers(),
                                first.match().queryParameters()),
                        new RequestMatch(new PathMatch.Prefix("/"), "", rest.headers(), rest.queryParameters())),
                exactHosts);
    }

    private static HostMatch narrower(HostMatch listener, HostMatch rule) {
        return rule.covers(listener) ? listener : rule;
    }

    private static Optional<Example> of(
            Entrypoint entrypoint, HostMatch host, List<RequestMatch> matches, Set<String> exactHosts) {
        Optional<String> path = path(matches.getFirst().path());
        List<Request.Header> headers = new ArrayList<>();
        List<String> query = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (RequestMatch match : matches) {
            for (HeaderMatch header : match.headers()) {
                Optional<String> value = value(header.type(), header.value());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                headers.add(new Request.Header(header.name(), value.get()));
            }
            for (QueryParameterMatch parameter : match.queryParameters()) {
                Optional<String> value = value(parameter.type(), parameter.value());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                query.add(encoded(parameter.name()) + "=" + encoded(value.get()));
            }
            Words.of(match).stream()
                    .filter(condition -> !condition.equals("every path") && !conditions.contains(condition))
                    .forEach(conditions::add);
        }
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String name = hostName(host, exactHosts);
        String method = matches.getFirst().method();
        Request request = new Request(
                method.isEmpty() ? "GET" : method,
                name,
                path.get(),
                String.join("&", query),
                headers,
                entrypoint.isTls() ? Optional.of(name) : Optional.empty());
        return Optional.of(new Example(host, conditions, request));
    }

    /** A host that is no other rule's own. */
    private static String hostName(HostMatch host, Set<String> exactHosts) {
        return switch (host) {
            case HostMatch.Exact(String name) -> name;
            case HostMatch.Wildcard(String suffix) -> unused("any", "." + suffix, exactHosts);
            case HostMatch.Any ignored -> unused("any", ".invalid", exactHosts);
        };
    }

    private static String unused(String label, String suffix, Set<String> exactHosts) {
        String name = label + suffix;
        return exactHosts.contains(name) ? unused(label + "-other", suffix, exactHosts) : name;
    }

    private static Optional<String> path(PathMatch path) {
        return path instanceof PathMatch.Pattern pattern
                ? ExpressionSample.of(pattern.value()).filter(sample -> sample.startsWith("/"))
                : Optional.of(path.value());
    }

    private static Optional<String> value(MatchType type, String value) {
        return type == MatchType.EXACT ? Optional.of(value) : ExpressionSample.of(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.ISO_8859_1);
    }

    /** {@code requests to shop.example.com with header x-version: v2}. */
    String who(Entrypoint entrypoint) {
        String to = switch (host) {
            case HostMatch.Exact(String name) -> name;
            case HostMatch.Wildcard(String suffix) -> "other hosts of *." + suffix;
            case HostMatch.Any ignored -> "hosts that no route names";
        };
        int usual = entrypoint.isTls() ? 443 : 80;
        String port = entrypoint.port() == usual ? "" : " (port " + entrypoint.port() + ")";
        return (entrypoint.isTls() ? "HTTPS requests to " : "requests to ")
                + to
                + port
                + (conditions.isEmpty() ? "" : " with " + String.join(", ", conditions));
    }

    /** The request on one line, as {@code explain} takes it. */
    String asCommand(Entrypoint entrypoint) {
        int usual = entrypoint.isTls() ? 443 : 80;
        StringBuilder text = new StringBuilder(request.method() + " " + (entrypoint.isTls() ? "https://" : "http://")
                + request.authority() + (entrypoint.port() == usual ? "" : ":" + entrypoint.port()) + request.target());
        request.headers().forEach(header -> text.append(" -H '").append(header).append('\''));
        return text.toString();
    }
}

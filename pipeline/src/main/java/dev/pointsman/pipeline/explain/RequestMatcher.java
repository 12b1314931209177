package dev.pointsman.pipeline.explain;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.explain.Candidate.Condition;
import dev.pointsman.pipeline.explain.Candidate.Fails;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.rule.Rule;

/** Compares one request with rules: which condition fails, and what the request says instead. */
final class RequestMatcher {

    /** Compiling costs more than matching, and the same few expressions are asked again and again. */
    private static final Map<String, Pattern> EXPRESSIONS = new ConcurrentHashMap<>();

    private static final int MOST_EXPRESSIONS = 10_000;

    private final Request request;
    private final String host;

    RequestMatcher(Request request) {
        this.request = request;
        this.host = request.host();
    }

    /** Whether the request's host is one of these. */
    boolean isFor(HostMatch match) {
        return takes(match, host);
    }

    static boolean takes(HostMatch match, String name) {
        return switch (match) {
            case HostMatch.Any ignored -> true;
            case HostMatch.Exact exact -> exact.name().equals(name);
            case HostMatch.Wildcard wildcard -> name.endsWith("." + wildcard.suffix());
        };
    }

    /** The first condition of the rule that does not hold; empty when all do. */
    Optional<Fails> failure(Rule rule) {
        if (!isFor(rule.host())) {
            return fails(Condition.HOST, "it takes " + Words.of(rule.host()) + ", not " + Quoted.of(host));
        }
        return path(rule.match().path())
                .or(() -> method(rule.match().method()))
                .or(() ->
                        first(rule.match().headers().stream().map(this::header).toList()))
                .or(() -> first(rule.match().queryParameters().stream()
                        .map(this::parameter)
                        .toList()));
    }

    private static Optional<Fails> first(List<Optional<Fails>> failures) {
        return failures.stream().flatMap(Optional::stream).findFirst();
    }

    private Optional<Fails> path(PathMatch match) {
        String path = request.path();
        boolean holds = switch (match) {
            case PathMatch.Exact exact -> path.equals(exact.value());
            case PathMatch.Prefix prefix ->
                prefix.value().equals("/") || path.equals(prefix.value()) || path.startsWith(prefix.value() + "/");
            case PathMatch.Pattern pattern -> path.startsWith("/") && matches(pattern.value(), path);
        };
        return holds
                ? Optional.empty()
                : fails(Condition.PATH, "it takes " + Words.of(match) + ", not " + Quoted.of(path));
    }

    private Optional<Fails> method(String method) {
        return method.isEmpty() || method.equals(request.method())
                ? Optional.empty()
                : fails(Condition.METHOD, "it takes method " + method + ", not " + Quoted.of(request.method()));
    }

    /** Of a repeated header one line is enough. */
    private Optional<Fails> header(HeaderMatch match) {
        List<String> values = request.values(match.name());
        if (values.stream().anyMatch(value -> holds(match.type(), match.value(), value))) {
            return Optional.empty();
        }
        return fails(Condition.HEADER, "it asks for " + Words.of(match) + ", " + instead(values));
    }

    /** Of a repeated parameter the first counts. */
    private Optional<Fails> parameter(QueryParameterMatch match) {
        Optional<String> value = firstValue(match.name());
        if (value.filter(found -> holds(match.type(), match.value(), found)).isPresent()) {
            return Optional.empty();
        }
        return fails(
                Condition.QUERY_PARAMETER,
                "it asks for " + Words.of(match) + ", "
                        + instead(value.map(List::of).orElse(List.of())));
    }

    private Optional<String> firstValue(String name) {
        for (String parameter : request.query().split("&")) {
            int equals = parameter.indexOf('=');
            String written = equals < 0 ? parameter : parameter.substring(0, equals);
            if (decoded(written).equals(name)) {
                return Optional.of(equals < 0 ? "" : decoded(parameter.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    /** As forms are decoded; a percent sign that begins no escape means itself (WHATWG URL Standard, "percent-decode"). */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        String escaped = text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
        return URLDecoder.decode(escaped, StandardCharsets.ISO_8859_1);
    }

    private static String instead(List<String> values) {
        return values.isEmpty()
                ? "which the request does not have"
                : "not " + String.join(", ", values.stream().map(Quoted::of).toList());
    }

    private static boolean holds(MatchType type, String wanted, String value) {
        return switch (type) {
            case EXACT -> value.equals(wanted);
            case REGULAR_EXPRESSION -> matches(wanted, value);
        };
    }

    private static boolean matches(String expression, String value) {
        if (EXPRESSIONS.size() > MOST_EXPRESSIONS) {
            EXPRESSIONS.clear();
        }
        return EXPRESSIONS
                .computeIfAbsent(expression, Pattern::compile)
                .matcher(value)
                .matches();
    }

    private static Optional<Fails> fails(Condition condition, String why) {
        return Optional.of(new Fails(condition, why));
    }
}

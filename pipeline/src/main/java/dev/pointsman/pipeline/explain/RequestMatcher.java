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

    /** Whether all conditions of the rule hold; without a word why, for that costs more than finding out. */
    boolean matches(Rule rule) {
        return isFor(rule.host())
                && holds(rule.match().path())
                && holds(rule.match().method())
                && rule.match().headers().stream().allMatch(this::holds)
                && rule.match().queryParameters().stream().allMatch(this::holds);
    }

    /** The first condition of the rule that does not hold; empty when all do. */
    Optional<Fails> failure(Rule rule) {
        if (!isFor(rule.host())) {
            return fails(Condition.HOST, "it takes " + Words.of(rule.host()) + ", not " + Quoted.of(host));
        }
        if (!holds(rule.match().path())) {
            return fails(
                    Condition.PATH, "it takes " + Words.of(rule.match().path()) + ", not " + Quoted.of(request.path()));
        }
        if (!holds(rule.match().method())) {
            return fails(
                    Condition.METHOD,
                    "it takes method " + rule.match().method() + ", not " + Quoted.of(request.method()));
        }
        return rule.match().headers().stream()
                .filter(match -> !holds(match))
                .findFirst()
                .map(this::failure)
                .or(() -> rule.match().queryParameters().stream()
                        .filter(match -> !holds(match))
                        .findFirst()
                        .map(this::failure));
    }

    private Fails failure(HeaderMatch match) {
        return new Fails(
                Condition.HEADER, "it asks for " + Words.of(match) + ", " + instead(request.values(match.name())));
    }

    private Fails failure(QueryParameterMatch match) {
        return new Fails(
                Condition.QUERY_PARAMETER,
                "it asks for " + Words.of(match) + ", "
                        + instead(firstValue(match.name()).map(List::of).orElse(List.of())));
    }

    private boolean holds(PathMatch match) {
        String path = request.path();
        return switch (match) {
            case PathMatch.Exact exact -> path.equals(exact.value());
            case PathMatch.Prefix prefix ->
                prefix.value().equals("/") || path.equals(prefix.value()) || path.startsWith(prefix.value() + "/");
            case PathMatch.Pattern pattern -> path.startsWith("/") && matches(pattern.value(), path);
        };
    }

    private boolean holds(String method) {
        return method.isEmpty() || method.equals(request.method());
    }

    /** Of a repeated header one line is enough. */
    private boolean holds(HeaderMatch match) {
        return request.values(match.name()).stream().anyMatch(value -> holds(match.type(), match.value(), value));
    }

    /** Of a repeated parameter the first counts. */
    private boolean holds(QueryParameterMatch match) {
        return firstValue(match.name())
                .filter(found -> holds(match.type(), match.value(), found))
                .isPresent();
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

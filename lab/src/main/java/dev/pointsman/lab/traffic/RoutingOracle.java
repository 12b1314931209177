package dev.pointsman.lab.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;

/**
 * Tells from a plan alone who must answer a request.
 *
 * <p>It exists so that what HAProxy does is judged by the plan's meaning and not by the file that was rendered from it: it
 * reads rules top down, first match wins, and knows nothing of HAProxy.
 */
public final class RoutingOracle {
    private final Plan plan;

    public RoutingOracle(Plan plan) {
        this.plan = plan;
    }

    /**
     * The rule that takes a request.
     *
     * @return empty if no rule does: then the answer is 404
     */
    public Optional<Rule> rule(Request request) {
        var host = request.headers().get("Host").toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
        // Listeners stand most specific first, and a request belongs to the first one that takes its host.
        return plan.entrypoints().stream()
                .filter(entrypoint ->
                        entrypoint.address().equals(request.address()) && entrypoint.port() == request.port())
                .flatMap(entrypoint -> entrypoint.listeners().stream())
                .filter(listener -> matches(listener.host(), host))
                .findFirst()
                .flatMap(listener -> listener.rules().stream()
                        .filter(rule -> matches(rule.host(), host) && matches(rule.match(), request))
                        .findFirst());
    }

    /** The request together with those who may answer it; empty if nobody does. */
    public Optional<Call> call(Request request) {
        return rule(request)
                .map(RoutingOracle::backends)
                .filter(backends -> !backends.isEmpty())
                .map(backends -> new Call(request, backends));
    }

    /** A request for every rule of the plan that is reached by one, with those who must answer it. */
    public List<Call> calls() {
        var calls = new ArrayList<Call>();
        for (var entrypoint : plan.entrypoints()) {
            for (var listener : entrypoint.listeners()) {
                for (var rule : listener.rules()) {
                    call(request(entrypoint.address(), entrypoint.port(), listener, rule))
                            .ifPresent(calls::add);
                }
            }
        }
        return calls;
    }

    /** A request that meets all conditions of a rule. */
    public static Request request(String address, int port, Listener listener, Rule rule) {
        var match = rule.match();
        var target = new StringBuilder(match.path().value());
        for (var parameter : match.queryParameters()) {
            target.append(target.indexOf("?") < 0 ? "?" : "&")
                    .append(parameter.name())
                    .append('=')
                    .append(parameter.value());
        }
        var host = rule.host() instanceof HostMatch.Any ? listener.host() : rule.host();
        var request = new Request(
                address,
                port,
                match.method().isEmpty() ? "GET" : match.method(),
                target.toString(),
                Map.of("Host", name(host)));
        if (Set.of("POST", "PUT", "PATCH").contains(request.method())) {
            request = request.with("Content-Length", "0");
        }
        for (var header : match.headers()) {
            request = request.with(header.name(), header.value());
        }
        return request;
    }

    /** The backends that get a share of a rule's requests, as {@code namespace/service:port}. */
    public static Set<String> backends(Rule rule) {
        return rule.targets().stream()
                .filter(target -> target.weight() > 0)
                .map(WeightedBackend::backend)
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    private static String name(HostMatch host) {
        return switch (host) {
            case HostMatch.Any() -> "any.example.com";
            case HostMatch.Exact(String name) -> name;
            case HostMatch.Wildcard(String suffix) -> "any." + suffix;
        };
    }

    private static boolean matches(HostMatch match, String host) {
        return switch (match) {
            case HostMatch.Any() -> true;
            case HostMatch.Exact(String name) -> host.equals(name);
            case HostMatch.Wildcard(String suffix) -> host.endsWith("." + suffix);
        };
    }

    private static boolean matches(RequestMatch match, Request request) {
        var parts = request.target().split("\\?", 2);
        var query = parts.length == 2 ? Arrays.asList(parts[1].split("&")) : List.<String>of();
        return (match.method().isEmpty() || match.method().equals(request.method()))
                && matches(match.path(), parts[0])
                && match.headers().stream().allMatch(header -> matches(header, request))
                && match.queryParameters().stream().allMatch(parameter -> matches(parameter, query));
    }

    private static boolean matches(PathMatch match, String path) {
        return switch (match) {
            case PathMatch.Exact(String value) -> path.equals(value);
            case PathMatch.Prefix(String value) ->
                value.equals("/") || path.equals(value) || path.startsWith(value + "/");
            case PathMatch.Pattern(String value) -> path.matches(value);
        };
    }

    private static boolean matches(HeaderMatch match, Request request) {
        return request.headers().entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase(match.name())
                        && matches(match.type(), match.value(), header.getValue()));
    }

    private static boolean matches(QueryParameterMatch match, List<String> query) {
        // The first parameter of a name counts (Gateway API v1, HTTPQueryParamMatch).
        return query.stream()
                .filter(parameter -> parameter.startsWith(match.name() + "="))
                .findFirst()
                .filter(parameter -> matches(
                        match.type(),
                        match.value(),
                        parameter.substring(match.name().length() + 1)))
                .isPresent();
    }

    private static boolean matches(MatchType type, String expected, String value) {
        return switch (type) {
            case EXACT -> value.equals(expected);
            case REGULAR_EXPRESSION -> value.matches(expected);
        };
    }
}

package dev.pointsman.pipeline.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;

/** Conditions in words, the same wherever somebody reads them. */
public final class Words {

    private Words() {}

    /** {@code host shop.example.com}, {@code hosts *.example.com}, {@code any host}. */
    public static String of(HostMatch host) {
        return switch (host) {
            case HostMatch.Any ignored -> "any host";
            case HostMatch.Exact exact -> "host " + exact.name();
            case HostMatch.Wildcard wildcard -> "hosts *." + wildcard.suffix();
        };
    }

    /** {@code path /a exactly}, {@code paths below /a}, {@code paths like /a.*}, {@code every path}. */
    public static String of(PathMatch path) {
        return switch (path) {
            case PathMatch.Exact exact -> "path " + exact.value() + " exactly";
            case PathMatch.Prefix prefix when prefix.value().equals("/") -> "every path";
            case PathMatch.Prefix prefix -> "paths below " + prefix.value();
            case PathMatch.Pattern pattern -> "paths like " + pattern.value();
        };
    }

    /** {@code header x-version: v2}. */
    public static String of(HeaderMatch header) {
        return "header " + header.name() + (header.type() == MatchType.EXACT ? ": " : " like ") + plain(header.value());
    }

    /** {@code query parameter preview=v2}. */
    public static String of(QueryParameterMatch parameter) {
        return "query parameter " + parameter.name() + (parameter.type() == MatchType.EXACT ? "=" : " like ")
                + plain(parameter.value());
    }

    /** {@code 10s}, {@code 250ms}: as definitions say it. */
    public static String of(Duration span) {
        return span.toMillisPart() == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
    }

    /** All that a rule asks for, separated by commas. */
    public static String of(Rule rule) {
        List<String> conditions = new ArrayList<>(List.of(of(rule.host())));
        conditions.addAll(of(rule.match()));
        return String.join(", ", conditions);
    }

    /** What a match asks for besides the host; {@code every path} alone when it asks for nothing. */
    public static List<String> of(RequestMatch match) {
        List<String> conditions = new ArrayList<>(List.of(of(match.path())));
        if (!match.method().isEmpty()) {
            conditions.add("method " + match.method());
        }
        match.headers().forEach(header -> conditions.add(of(header)));
        match.queryParameters().forEach(parameter -> conditions.add(of(parameter)));
        return conditions;
    }

    private static String plain(String value) {
        return Quoted.escape(value);
    }
}

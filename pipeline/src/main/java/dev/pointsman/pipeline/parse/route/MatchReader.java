package dev.pointsman.pipeline.parse.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RegularExpression;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads one entry of a rule's {@code matches}.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteMatch".
 */
final class MatchReader {

    private static final int MOST_HEADERS = 16;
    private static final int MOST_QUERY_PARAMETERS = 16;

    private static final String EXACT = "Exact";
    private static final String PREFIX = "PathPrefix";
    private static final String REGULAR_EXPRESSION = "RegularExpression";

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private MatchReader() {}

    /** Returns null when something in it is wrong. */
    static RequestMatch read(Fields fields) {
        int errors = fields.findings().objections();
        PathMatch path = fields.optionalMapping("path", new PathMatch.Prefix("/"), MatchReader::path);
        String method = fields.choice("method", METHODS, "").value();
        List<HeaderMatch> headers = new ArrayList<>();
        Map<String, Located<String>> headerNames = new HashMap<>();
        fields.mappings("headers", 0, MOST_HEADERS, header -> header(header, headerNames, headers));
        List<QueryParameterMatch> parameters = new ArrayList<>();
        Map<String, Located<String>> parameterNames = new HashMap<>();
        fields.mappings(
                "queryParams", 0, MOST_QUERY_PARAMETERS, parameter -> parameter(parameter, parameterNames, parameters));
        return fields.findings().objections() > errors ? null : new RequestMatch(path, method, headers, parameters);
    }

    private static PathMatch path(Fields fields) {
        Located<String> type = fields.choice("type", List.of(EXACT, PREFIX, REGULAR_EXPRESSION), PREFIX);
        if (type.value().equals(REGULAR_EXPRESSION)) {
            Located<String> expression = fields.text("value", TextRules.REGULAR_EXPRESSION, "/");
            return isExpression(fields, expression) ? new PathMatch.Pattern(expression.value()) : null;
        }
        String value = fields.text("value", TextRules.PATH_VALUE, "/").value();
        return type.value().equals(EXACT) ? new PathMatch.Exact(value) : prefix(value);
    }

    /** A trailing slash says nothing in a prefix (Gateway API v1, "PathMatchType"). */
    private static PathMatch prefix(String value) {
        boolean trailing = value.length() > 1 && value.endsWith("/");
        return new PathMatch.Prefix(trailing ? value.substring(0, value.length() - 1) : value);
    }

    private static HeaderMatch header(Fields fields, Map<String, Located<String>> seen, List<HeaderMatch> headers) {
        int errors = fields.findings().objections();
        MatchType type = type(fields);
        Located<String> name = fields.text("name", TextRules.HEADER_NAME);
        String value = value(fields, type, TextRules.HEADER_VALUE);
        String lowerCase = name.value().toLowerCase(Locale.ROOT);
        if (fields.findings().objections() > errors || repeats(fields, name, lowerCase, seen)) {
            return null;
        }
        HeaderMatch match = new HeaderMatch(lowerCase, value, type);
        headers.add(match);
        return match;
    }

    private static QueryParameterMatch parameter(
            Fields fields, Map<String, Located<String>> seen, List<QueryParameterMatch> parameters) {
        int errors = fields.findings().objections();
        MatchType type = type(fields);
        Located<String> name = fields.text("name", TextRules.HEADER_NAME);
        String value = value(fields, type, TextRules.QUERY_VALUE);
        if (fields.findings().objections() > errors || repeats(fields, name, name.value(), seen)) {
            return null;
        }
        QueryParameterMatch match = new QueryParameterMatch(name.value(), value, type);
        parameters.add(match);
        return match;
    }

    /**
     * Whether an equivalent name stands in the list already. The same name twice is refused, as the API server does; a name that differs
     * in case only is ignored, as the standard demands, and said so.
     */
    private static boolean repeats(Fields fields, Located<String> name, String key, Map<String, Located<String>> seen) {
        Located<String> first = seen.putIfAbsent(key, name);
        if (first == null) {
            return false;
        }
        String message = Quoted.of(name.value()) + " stands in this list already, at "
                + first.origin().place();
        if (first.value().equals(name.value())) {
            fields.findings()
                    .error(
                            FindingCode.DUPLICATE_NAME,
                            name.origin(),
                            message,
                            "To match one of several values, write a match for each.");
        } else {
            fields.findings()
                    .warning(
                            FindingCode.WITHOUT_EFFECT,
                            name.origin(),
                            message + ", in other letters; only the first counts",
                            "Remove one.");
        }
        return true;
    }

    private static MatchType type(Fields fields) {
        String type =
                fields.choice("type", List.of(EXACT, REGULAR_EXPRESSION), EXACT).value();
        return type.equals(EXACT) ? MatchType.EXACT : MatchType.REGULAR_EXPRESSION;
    }

    private static String value(Fields fields, MatchType type, TextRule exact) {
        return switch (type) {
            case EXACT -> fields.text("value", exact).value();
            case REGULAR_EXPRESSION -> {
                Located<String> expression = fields.text("value", TextRules.REGULAR_EXPRESSION);
                isExpression(fields, expression);
                yield expression.value();
            }
        };
    }

    /** Adds a finding when it is none that is served. */
    private static boolean isExpression(Fields fields, Located<String> expression) {
        // Of an absent or unreadable one there is a finding already.
        Optional<String> objection =
                expression.value().isEmpty() ? Optional.empty() : RegularExpression.objection(expression.value());
        objection.ifPresent(reason -> fields.findings()
                .error(
                        FindingCode.INVALID_EXPRESSION,
                        expression.origin(),
                        "the regular expression " + Quoted.of(expression.value()) + " " + reason,
                        "An expression has to take the whole value."));
        return objection.isEmpty();
    }
}

package dev.pointsman.pipeline.parse.filter;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.treatment.Cors;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads a CORS filter.
 *
 * <p>Source: Gateway API v1.6, "HTTPCORSFilter".
 */
final class CorsReader {

    private static final int MOST = 64;
    private static final int MOST_METHODS = 9;
    private static final int DEFAULT_MAX_AGE = 5;

    /** Each star may take any number of characters, and trying them all takes time. */
    private static final int MOST_STARS = 3;

    private static final TextRule ORIGIN = new TextRule(
            "\"*\" or an origin, like \"https://www.example.com:8443\" or \"https://*.example.com\"",
            1,
            253,
            text -> text.equals(Cors.ANY)
                    || text.matches("[hH][tT][tT][pP][sS]?://[-A-Za-z0-9_.*]+(:[0-9]{1,5})?")
                            && text.chars().filter(c -> c == '*').count() <= MOST_STARS);

    private static final TextRule METHOD = TextRule.pattern(
            "\"*\" or one of GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH",
            7,
            "\\*|GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH");

    private CorsReader() {}

    /** Returns null when something in it is wrong. */
    static Cors read(Fields fields) {
        int errors = fields.findings().objections();
        List<Located<String>> origins = texts(fields, "allowOrigins", MOST, ORIGIN, true);
        List<Located<String>> methods = texts(fields, "allowMethods", MOST_METHODS, METHOD, true);
        List<Located<String>> headers = texts(fields, "allowHeaders", MOST, TextRules.HEADER_NAME, true);
        List<Located<String>> exposed = texts(fields, "exposeHeaders", MOST, TextRules.HEADER_NAME, false);
        boolean credentials = fields.flag("allowCredentials", false).value();
        int maxAge =
                fields.integer("maxAge", 1, Integer.MAX_VALUE, DEFAULT_MAX_AGE).value();
        if (credentials) {
            exposed.stream()
                    .filter(name -> name.value().equals(Cors.ANY))
                    .forEach(star -> fields.findings()
                            .warning(
                                    FindingCode.WITHOUT_EFFECT,
                                    star.origin(),
                                    "where credentials are allowed, browsers take \"*\" for a header of that name",
                                    "List the headers."));
        }
        if (origins.isEmpty() && fields.findings().objections() == errors) {
            fields.findings()
                    .warning(
                            FindingCode.WITHOUT_EFFECT,
                            fields.origin(),
                            "the filter allows no origin",
                            "List origins in allowOrigins.");
        }
        return fields.findings().objections() > errors
                ? null
                : new Cors(
                        origins.stream().map(CorsReader::normalised).toList(),
                        values(methods),
                        values(headers),
                        values(exposed),
                        credentials,
                        maxAge);
    }

    private static List<Located<String>> texts(
            Fields fields, String name, int most, TextRule rule, boolean starStandsAlone) {
        List<Located<String>> texts = fields.texts(name, 0, most, rule);
        Map<String, Origin> seen = new HashMap<>();
        for (Located<String> text : texts) {
            Origin first = seen.putIfAbsent(text.value(), text.origin());
            if (first != null) {
                fields.findings()
                        .error(
                                FindingCode.DUPLICATE_NAME,
                                text.origin(),
                                Quoted.of(text.value()) + " stands already at " + first.place(),
                                "Remove one.");
            }
        }
        if (starStandsAlone && texts.size() > 1 && seen.containsKey(Cors.ANY)) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            seen.get(Cors.ANY),
                            "\"*\" stands for all and cannot stand beside others",
                            "Remove the others, or the star.");
        }
        return texts;
    }

    private static List<String> values(List<Located<String>> texts) {
        return texts.stream().map(Located::value).toList();
    }

    /** As browsers send it: in lower case, without the port that the scheme implies. */
    private static String normalised(Located<String> origin) {
        String text = origin.value().toLowerCase(Locale.ROOT);
        return text.replaceFirst("^(http://.*):80$", "$1").replaceFirst("^(https://.*):443$", "$1");
    }
}

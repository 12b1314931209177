package dev.pointsman.pipeline.parse.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.pointsman.pipeline.explain.RequestUrl;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.match.RegularExpression;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.routetest.Expectation;
import dev.pointsman.pipeline.routetest.Expectation.Comparison;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads what a routing test expects.
 *
 * @param expectation as it is written
 * @param backends those that it names, each with its place
 */
record ExpectationReader(Expectation expectation, List<Located<BackendName>> backends) {

    private static final int MOST_HEADERS = 64;
    private static final int MOST_BACKENDS = 16;
    private static final int MOST_REQUESTS = 100_000;
    private static final int USUAL_REQUESTS = 1000;

    /** Fields that a connection cannot have, because nobody speaks HTTP on it. */
    private static final List<String> OF_REQUESTS =
            List.of("status", "headers", "absentHeaders", "redirect", "forwarded");

    private static final List<String> ANSWERERS = List.of("backendRef", "distribution", "redirect", "closed");

    private static final TextRule TARGET =
            new TextRule("a path that starts with '/', with its query or without", 1, 4096, RequestUrl::isTarget);

    private static final TextRule METHOD = TextRule.pattern("an HTTP method", 32, "[-A-Za-z0-9!#$%&'*+.^_`|~]+");

    static ExpectationReader read(Fields fields, String home, boolean request) {
        requireConsistency(fields, request);
        List<Located<BackendName>> backends = new ArrayList<>();
        Expectation.Answerer answerer = fields.optionalMapping("backendRef", null, reference -> {
            Located<BackendName> backend = backend(reference, home);
            backends.add(backend);
            return new Expectation.OneBackend(backend.value());
        });
        Expectation.Answerer shares =
                fields.optionalMapping("distribution", null, shared -> shares(shared, home, backends));
        boolean closed = fields.flag("closed", false).value();
        Expectation expectation = new Expectation(
                Stream.of(answerer, shares, closed ? new Expectation.Nobody() : null)
                        .filter(given -> given != null)
                        .findFirst()
                        .orElseGet(Expectation.Anybody::new),
                fields.integer("status", 100, 599, 0).value(),
                headers(fields),
                absent(fields),
                fields.optionalMapping("redirect", Optional.empty(), redirect -> Optional.of(redirect(redirect))),
                fields.optionalMapping("forwarded", Optional.empty(), seen -> Optional.of(forwarded(seen))));
        return new ExpectationReader(expectation, backends);
    }

    private static void requireConsistency(Fields fields, boolean request) {
        List<String> answerers = ANSWERERS.stream().filter(fields::has).toList();
        List<String> others = OF_REQUESTS.stream().filter(fields::has).toList();
        if (answerers.isEmpty() && others.isEmpty()) {
            fields.findings()
                    .error(
                            FindingCode.MISSING_FIELD,
                            fields.origin(),
                            "nothing is expected",
                            "Write backendRef, status, redirect, distribution, headers, forwarded or closed.");
        }
        if (answerers.size() > 1) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            fields.originOf(answerers.get(1)),
                            Quoted.of(answerers.get(0)) + " and " + Quoted.of(answerers.get(1))
                                    + " exclude each other: one answers",
                            "Write two tests.");
        }
        if (!request || fields.has("closed")) {
            for (String field : others) {
                fields.findings()
                        .error(
                                FindingCode.INVALID_VALUE,
                                fields.originOf(field),
                                request
                                        ? "a connection that is closed has no " + Quoted.of(field)
                                        : Quoted.of(field) + " can be expected of a request only, not of a connection",
                                "");
            }
        }
        if (fields.has("forwarded") && !fields.has("backendRef")) {
            fields.findings()
                    .error(
                            FindingCode.MISSING_FIELD,
                            fields.originOf("forwarded"),
                            "\"forwarded\" is what a backend sees, and no \"backendRef\" says which one",
                            "Write backendRef beside it.");
        }
    }

    private static Located<BackendName> backend(Fields fields, String home) {
        References.requireKind(fields, "", Kind.SERVICE.title(), "Name a Service.");
        Located<ResourceName> service = References.name(fields, home);
        int port = fields.integer("port", 1, 65535).value();
        return new Located<>(new BackendName(service.value(), port), service.origin());
    }

    private static Expectation.Answerer shares(Fields fields, String home, List<Located<BackendName>> backends) {
        int errors = fields.findings().objections();
        int requests =
                fields.integer("requests", 10, MOST_REQUESTS, USUAL_REQUESTS).value();
        boolean bound = fields.has("tolerance");
        int tolerance = fields.integer("tolerance", 1, 100, 1).value();
        TreeMap<BackendName, Integer> weights = new TreeMap<>();
        fields.required("backendRefs");
        fields.mappings("backendRefs", 1, MOST_BACKENDS, reference -> {
            Located<BackendName> backend = backend(reference, home);
            backends.add(backend);
            int weight = reference
                    .integer("weight", 0, WeightedBackend.MOST_WEIGHT, 1)
                    .value();
            weights.merge(backend.value(), weight, Integer::sum);
            return backend;
        });
        boolean sound = fields.findings().objections() == errors;
        if (sound && weights.values().stream().allMatch(weight -> weight == 0)) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            fields.originOf("backendRefs"),
                            "every weight is 0, so nobody may answer",
                            "Expect status 500 instead.");
            sound = false;
        }
        return sound
                ? new Expectation.Shares(
                        weights, requests, bound ? OptionalDouble.of(tolerance) : OptionalDouble.empty())
                : null;
    }

    private static List<Expectation.HeaderRule> headers(Fields fields) {
        return fields.mappings("headers", 0, MOST_HEADERS, ExpectationReader::header);
    }

    private static Expectation.HeaderRule header(Fields fields) {
        String name = fields.text("name", TextRules.HEADER_NAME).value();
        String type = fields.choice(
                        "type",
                        List.of("Exact", "RegularExpression", "Present"),
                        fields.has("value") ? "Exact" : "Present")
                .value();
        if (type.equals("Present")) {
            if (fields.has("value")) {
                fields.findings()
                        .error(
                                FindingCode.INVALID_VALUE,
                                fields.originOf("value"),
                                "a header of type \"Present\" is not compared with a value",
                                "Remove the value, or the type.");
            }
            return new Expectation.HeaderRule(name, "", Comparison.PRESENT);
        }
        boolean exact = type.equals("Exact");
        Located<String> value = fields.text("value", exact ? TextRules.HEADER_VALUE : TextRules.REGULAR_EXPRESSION);
        if (!exact && !value.value().isEmpty()) {
            RegularExpression.objection(value.value())
                    .ifPresent(objection -> fields.findings()
                            .error(
                                    FindingCode.INVALID_EXPRESSION,
                                    value.origin(),
                                    "the regular expression " + Quoted.of(value.value()) + " " + objection,
                                    "An expression has to take the whole value."));
        }
        return new Expectation.HeaderRule(
                name, value.value(), exact ? Comparison.EXACT : Comparison.REGULAR_EXPRESSION);
    }

    private static List<String> absent(Fields fields) {
        return fields.texts("absentHeaders", 0, MOST_HEADERS, TextRules.HEADER_NAME).stream()
                .map(Located::value)
                .toList();
    }

    private static Expectation.RedirectRule redirect(Fields fields) {
        return new Expectation.RedirectRule(
                fields.choice("scheme", List.of("http", "https"), "").value(),
                fields.text("hostname", TextRules.PRECISE_HOSTNAME, "").value(),
                fields.integer("port", 1, 65535, 0).value(),
                fields.text("path", TARGET, "").value(),
                fields.integer("statusCode", 301, 308, 0).value());
    }

    private static Expectation.Forwarded forwarded(Fields fields) {
        return new Expectation.Forwarded(
                fields.text("method", METHOD, "").value(),
                fields.text("hostname", TextRules.PRECISE_HOSTNAME, "").value(),
                fields.text("path", TARGET, "").value(),
                headers(fields),
                absent(fields));
    }
}

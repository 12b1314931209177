package dev.pointsman.pipeline.parse.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.ParentReferences;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.parse.filter.FilterReader;
import dev.pointsman.pipeline.parse.filter.PatienceReader;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ObjectReference;
import dev.pointsman.pipeline.resource.route.HttpRouteDefinition;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads an HTTPRoute.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteSpec".
 */
public final class HttpRouteReader {

    private static final int MOST_HOSTNAMES = 16;
    private static final int MOST_RULES = 16;
    private static final int MOST_MATCHES_OF_A_RULE = 64;
    private static final int MOST_MATCHES = 128;
    private static final int MOST_BACKENDS = 16;

    /** What a rule matches that does not say (Gateway API v1, "HTTPRouteRule.matches"). */
    private static final RequestMatch EVERY_REQUEST =
            new RequestMatch(new PathMatch.Prefix("/"), "", List.of(), List.of());

    private HttpRouteReader() {}

    public static HttpRouteDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.HTTP_ROUTE);
        HttpRouteDefinition absent = new HttpRouteDefinition(metadata, List.of(), List.of(), List.of());
        return document.mapping("spec", absent, spec -> {
            List<ParentReference> parents = ParentReferences.read(spec, metadata.namespace());
            List<Located<String>> hostnames = spec.texts("hostnames", 0, MOST_HOSTNAMES, TextRules.HOSTNAME);
            spec.notSupported("useDefaultGateways", "Name the Gateways in parentRefs.");
            return new HttpRouteDefinition(metadata, parents, hostnames, rules(spec, metadata.namespace()));
        });
    }

    private static List<HttpRouteDefinition.Rule> rules(Fields spec, String home) {
        if (!spec.has("rules")) {
            return List.of(
                    new HttpRouteDefinition.Rule(List.of(EVERY_REQUEST), List.of(), Treatment.NONE, spec.origin()));
        }
        Map<String, Origin> names = new HashMap<>();
        List<HttpRouteDefinition.Rule> rules =
                spec.mappings("rules", 1, MOST_RULES, fields -> rule(fields, home, names));
        int matches = rules.stream().mapToInt(rule -> rule.matches().size()).sum();
        if (matches > MOST_MATCHES) {
            spec.findings()
                    .error(
                            FindingCode.WRONG_COUNT,
                            spec.originOf("rules"),
                            "the rules of the route have " + matches + " matches together; at most " + MOST_MATCHES
                                    + " are allowed",
                            "Split the route.");
        }
        return rules;
    }

    private static HttpRouteDefinition.Rule rule(Fields fields, String home, Map<String, Origin> names) {
        Located<String> name = fields.text("name", TextRules.NAME, "");
        Origin first = name.value().isEmpty() ? null : names.putIfAbsent(name.value(), name.origin());
        if (first != null) {
            fields.findings()
                    .error(
                            FindingCode.DUPLICATE_NAME,
                            name.origin(),
                            "a rule named " + Quoted.of(name.value()) + " stands already at " + first.place(),
                            "Rule names are unique in a route.");
        }
        List<RequestMatch> matches =
                new ArrayList<>(fields.mappings("matches", 0, MOST_MATCHES_OF_A_RULE, MatchReader::read));
        if (matches.isEmpty()) {
            matches.add(EVERY_REQUEST);
        }
        List<HttpRouteDefinition.BackendReference> backends =
                fields.mappings("backendRefs", 0, MOST_BACKENDS, backend -> backend(backend, home));
        FilterReader filters = FilterReader.ofRule(fields, matches);
        Treatment treatment = new Treatment(
                filters.redirect(),
                filters.rewrite(),
                filters.requestHeaders(),
                filters.responseHeaders(),
                filters.cors(),
                PatienceReader.timeouts(fields),
                PatienceReader.retry(fields));
        fields.notSupported(
                "sessionPersistence", "The standard takes it back; persistence belongs to the backend, not to a rule.");
        return new HttpRouteDefinition.Rule(matches, backends, treatment, fields.origin());
    }

    private static HttpRouteDefinition.BackendReference backend(Fields fields, String home) {
        ObjectReference target = References.object(fields, Kind.SERVICE, home);
        FilterReader filters = FilterReader.ofBackend(fields);
        return new HttpRouteDefinition.BackendReference(
                target,
                // Gateway API v1, "BackendObjectReference.port": required when the referent is a Service.
                target.isTo(Kind.SERVICE) ? fields.integer("port", 1, 65535) : fields.integer("port", 1, 65535, 1),
                fields.integer("weight", 0, WeightedBackend.MOST_WEIGHT, 1).value(),
                filters.requestHeaders(),
                filters.responseHeaders());
    }
}

package dev.pointsman.pipeline.parse.route;

import java.util.List;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.ParentReferences;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.route.HttpRouteDefinition.BackendReference;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.resource.route.StreamRouteDefinition;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads a TCPRoute or a TLSRoute.
 *
 * <p>Source: Gateway API v1.6, "TCPRouteSpec" and "TLSRouteSpec".
 */
public final class StreamRouteReader {
    private static final int MOST_HOSTNAMES = 1024;
    private static final int MOST_BACKENDS = 16;

    private record Rule(List<BackendReference> backends, Origin origin) {}

    private StreamRouteReader() {}

    public static StreamRouteDefinition read(Fields document, Kind kind) {
        Metadata metadata = MetadataReader.read(document, kind);
        StreamRouteDefinition absent =
                new StreamRouteDefinition(metadata, List.of(), List.of(), List.of(), document.origin());
        return document.mapping("spec", absent, spec -> {
            List<ParentReference> parents = ParentReferences.read(spec, metadata.namespace());
            spec.notSupported("useDefaultGateways", "Name the Gateways in parentRefs.");
            List<Located<String>> hostnames = List.of();
            if (kind == Kind.TLS_ROUTE && spec.required("hostnames")) {
                hostnames = spec.texts("hostnames", 1, MOST_HOSTNAMES, TextRules.HOSTNAME);
            }
            List<Rule> rules = spec.required("rules")
                    ? spec.mappings("rules", 1, 1, fields -> rule(fields, metadata.namespace()))
                    : List.of();
            Rule rule = rules.isEmpty() ? new Rule(List.of(), spec.origin()) : rules.getFirst();
            return new StreamRouteDefinition(metadata, parents, hostnames, rule.backends(), rule.origin());
        });
    }

    private static Rule rule(Fields fields, String home) {
        fields.text("name", TextRules.NAME, "");
        return new Rule(
                fields.required("backendRefs")
                        ? fields.mappings("backendRefs", 1, MOST_BACKENDS, backend -> backend(backend, home))
                        : List.of(),
                fields.origin());
    }

    private static BackendReference backend(Fields fields, String home) {
        return new BackendReference(
                References.object(fields, Kind.SERVICE, home),
                fields.integer("port", 1, 65535),
                fields.integer("weight", 0, WeightedBackend.MOST_WEIGHT, 1).value(),
                HeaderEdits.NONE,
                HeaderEdits.NONE);
    }
}

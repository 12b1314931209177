package dev.pointsman.pipeline.parse.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.resource.test.RouteTestDefinition;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/** Reads a RouteTest; {@code docs/testing.md} explains its fields. */
public final class RouteTestReader {

    private static final int MOST_TESTS = 1000;

    private static final TextRule NAME = TextRule.pattern(
            "a name (1 to 120 printable characters, no blank at its ends)", 120, "\\S|\\S[^\\p{Cntrl}]*\\S");

    private final String home;
    private final Map<String, Origin> names = new HashMap<>();

    private RouteTestReader(String home) {
        this.home = home;
    }

    public static RouteTestDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.ROUTE_TEST);
        RouteTestReader reader = new RouteTestReader(metadata.namespace());
        RouteTestDefinition absent = new RouteTestDefinition(metadata, List.of());
        return document.mapping("spec", absent, spec -> {
            Optional<ParentReference> gateway = reader.gateway(spec);
            spec.required("tests");
            return new RouteTestDefinition(
                    metadata, spec.mappings("tests", 1, MOST_TESTS, fields -> reader.test(fields, gateway)));
        });
    }

    /** Returns null when something in it is wrong. */
    private RouteTestDefinition.Case test(Fields fields, Optional<ParentReference> usual) {
        int errors = fields.findings().objections();
        Located<String> name = fields.text("name", NAME);
        Origin first = name.value().isEmpty() ? null : names.putIfAbsent(name.value(), name.origin());
        if (first != null) {
            fields.findings()
                    .error(
                            FindingCode.DUPLICATE_NAME,
                            name.origin(),
                            "a test named " + Quoted.of(name.value()) + " stands already at " + first.place(),
                            "Test names are unique in a RouteTest.");
        }
        Optional<ParentReference> gateway = gateway(fields).or(() -> usual);
        boolean request = fields.has("request");
        boolean connection = fields.has("connection");
        if (request == connection) {
            fields.findings()
                    .error(
                            request ? FindingCode.INVALID_VALUE : FindingCode.MISSING_FIELD,
                            fields.origin(),
                            request
                                    ? "a test has a \"request\" or a \"connection\", not both"
                                    : "neither \"request\" nor \"connection\" says what to ask",
                            "For HTTP write request: {url: \"http://shop.example.com/\"}.");
        }
        RouteTestDefinition.Asked ofRequest = fields.optionalMapping("request", null, AskedReader::request);
        RouteTestDefinition.Asked ofConnection = fields.optionalMapping("connection", null, AskedReader::connection);
        ExpectationReader expected =
                fields.mapping("expect", null, expect -> ExpectationReader.read(expect, home, !connection));
        return fields.findings().objections() > errors
                ? null
                : new RouteTestDefinition.Case(
                        name.value(),
                        name.origin(),
                        gateway,
                        request ? ofRequest : ofConnection,
                        expected.expectation(),
                        expected.backends());
    }

    private Optional<ParentReference> gateway(Fields fields) {
        return fields.optionalMapping("gatewayRef", Optional.empty(), reference -> {
            References.requireKind(reference, Kind.GATEWAY_GROUP, Kind.GATEWAY.title(), "Name a Gateway.");
            return Optional.of(new ParentReference(
                    Kind.GATEWAY_GROUP,
                    new Located<>(Kind.GATEWAY.title(), reference.origin()),
                    References.name(reference, home),
                    reference.text("sectionName", TextRules.NAME, ""),
                    reference.integer("port", 1, 65535, 0)));
        });
    }
}

package dev.pointsman.pipeline.parse.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.service.EndpointSliceDefinition;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads an EndpointSlice.
 *
 * <p>Source: Kubernetes API, discovery/v1 "EndpointSlice", with its API server's bounds: 1,000 endpoints, 100 addresses each, 100 ports.
 */
public final class EndpointSliceReader {

    private static final int MOST_ENDPOINTS = 1000;
    private static final int MOST_ADDRESSES = 100;
    private static final int MOST_PORTS = 100;

    private static final TextRule ANY = new TextRule("text", 0, 253, text -> true);

    private EndpointSliceReader() {}

    public static EndpointSliceDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.ENDPOINT_SLICE);
        Located<String> type = document.choice("addressType", List.of("IPv4", "IPv6", "FQDN"));
        Optional<TextRule> rule = switch (type.value()) {
            case "IPv4" -> Optional.of(TextRules.IPV4);
            case "FQDN" -> Optional.of(TextRules.ENDPOINT_NAME);
            default -> Optional.empty();
        };
        if (rule.isEmpty()) {
            document.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            type.origin(),
                            "this version of Pointsman does not serve endpoints of type " + Quoted.of(type.value()),
                            "Use IPv4 or FQDN.");
        }
        int errors = document.findings().objections();
        List<EndpointSliceDefinition.Port> ports = document.mappings("ports", 0, MOST_PORTS, EndpointSliceReader::port);
        if (document.findings().objections() == errors) {
            requireDistinct(ports, document.findings());
        }
        List<Located<String>> endpoints = new ArrayList<>();
        document.mappings(
                "endpoints",
                0,
                MOST_ENDPOINTS,
                fields -> endpoint(fields, rule.orElse(ANY), rule.isPresent(), endpoints));
        return new EndpointSliceDefinition(metadata, service(document, metadata), ports, endpoints);
    }

    private static Located<ResourceName> service(Fields document, Metadata metadata) {
        Origin origin = document.originOf("metadata");
        String name = metadata.labels().getOrDefault(EndpointSliceDefinition.SERVICE_LABEL, "");
        if (!ResourceName.isName(name) || !ResourceName.isNamespace(metadata.namespace())) {
            document.findings()
                    .error(
                            FindingCode.MISSING_FIELD,
                            origin,
                            "the label " + Quoted.of(EndpointSliceDefinition.SERVICE_LABEL)
                                    + " is missing or names no Service",
                            "It says whose endpoints these are.");
            return new Located<>(new ResourceName("unreadable", "unreadable"), origin);
        }
        return new Located<>(new ResourceName(metadata.namespace(), name), origin);
    }

    private static EndpointSliceDefinition.Port port(Fields fields) {
        Located<String> name = fields.text("name", PORT_NAME, "");
        Located<String> protocol = fields.choice("protocol", List.of("TCP", "UDP", "SCTP"), "TCP");
        fields.text("appProtocol", ANY, "");
        if (!fields.has("port")) {
            fields.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            fields.origin(),
                            "the port has no number, which in Kubernetes stands for every port",
                            "Write the number of the port that the endpoints listen on.");
            return null;
        }
        int number = fields.integer("port", 1, 65535).value();
        // A proxy for HTTP has no use for the others; a rule that wants one is a finding where it says so.
        return protocol.value().equals("TCP")
                ? new EndpointSliceDefinition.Port(name.value(), number, fields.origin())
                : null;
    }

    /** Here, unlike elsewhere, a name may be written as the empty text, which means the same as none. */
    private static final TextRule PORT_NAME =
            new TextRule("empty or a DNS label", 0, 63, text -> text.isEmpty() || ResourceName.isNamespace(text));

    private static void requireDistinct(List<EndpointSliceDefinition.Port> ports, Findings findings) {
        Map<String, Origin> seen = new HashMap<>();
        for (EndpointSliceDefinition.Port port : ports) {
            Origin first = seen.putIfAbsent(port.name(), port.origin());
            if (first != null) {
                findings.error(
                        FindingCode.DUPLICATE_NAME,
                        port.origin(),
                        "a port named " + Quoted.of(port.name()) + " stands already at " + first.place(),
                        "Port names are unique in an EndpointSlice.");
            }
        }
    }

    private static Located<String> endpoint(
            Fields fields, TextRule rule, boolean readable, List<Located<String>> endpoints) {
        List<Located<String>> addresses =
                fields.required("addresses") ? fields.texts("addresses", 1, MOST_ADDRESSES, rule) : List.of();
        boolean ready = fields.optionalMapping("conditions", true, conditions -> {
            conditions.flag("serving", true);
            conditions.flag("terminating", false);
            return conditions.flag("ready", true).value();
        });
        fields.text("zone", ANY, "");
        fields.text("nodeName", ANY, "");
        fields.text("hostname", ANY, "");
        fields.ignored("targetRef", "hints", "deprecatedTopology");
        if (addresses.size() > 1) {
            fields.findings()
                    .warning(
                            FindingCode.WITHOUT_EFFECT,
                            addresses.get(1).origin(),
                            "an endpoint is reached at its first address; the others mean nothing",
                            "Write an endpoint for each address.");
        }
        if (ready
                && readable
                && !addresses.isEmpty()
                && rule.accepts(addresses.getFirst().value())) {
            endpoints.add(addresses.getFirst());
        }
        return null;
    }
}

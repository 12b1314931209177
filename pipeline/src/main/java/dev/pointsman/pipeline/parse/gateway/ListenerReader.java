package dev.pointsman.pipeline.parse.gateway;

import java.util.List;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.LabelSelectors;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition.AdmittedNamespaces;
import dev.pointsman.pipeline.resource.gateway.Protocol;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads one listener of a Gateway. Whether it can be served is judged later: what is wrong with one listener leaves the others alone.
 *
 * <p>Source: Gateway API v1.6, "Listener" and the rules of validation beside it.
 */
final class ListenerReader {
    private static final int MOST_KINDS = 8;
    private static final int MOST_CERTIFICATES = 64;
    private static final int MOST_OPTIONS = 16;
    private static final AdmittedNamespaces SAME = new AdmittedNamespaces.Same();
    private static final GatewayDefinition.Tls WITHOUT_TLS = new GatewayDefinition.Tls(false, List.of());
    private static final TextRule PROTOCOL = TextRule.pattern(
                    "a protocol",
                    255,
                    "[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?|[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]+")
            .like(List.of("HTTP", "HTTPS", "TLS", "TCP"));

    private ListenerReader() {}

    /** A listener of a Gateway that lives in that namespace. */
    static GatewayDefinition.Listener read(Fields fields, String home) {
        String name = fields.text("name", TextRules.NAME).value();
        Located<String> hostname = fields.text("hostname", TextRules.HOSTNAME, "");
        Located<Integer> port = fields.integer("port", 1, 65535);
        Located<String> protocol = fields.text("protocol", PROTOCOL);
        Protocol speaks = Protocol.of(protocol.value());
        if (!hostname.value().isEmpty() && (speaks == Protocol.TCP || speaks == Protocol.UDP)) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            hostname.origin(),
                            "a listener of protocol " + Quoted.of(protocol.value()) + " has no host name",
                            "Nothing on such a connection says one; remove the field.");
        }
        GatewayDefinition.Tls tls = tls(fields, protocol, home);
        return fields.optionalMapping(
                "allowedRoutes",
                new GatewayDefinition.Listener(name, hostname, port, protocol, List.of(), SAME, tls, fields.origin()),
                routes -> new GatewayDefinition.Listener(
                        name,
                        hostname,
                        port,
                        protocol,
                        routes.mappings("kinds", 0, MOST_KINDS, ListenerReader::kind),
                        routes.optionalMapping("namespaces", SAME, ListenerReader::admitted),
                        tls,
                        fields.origin()));
    }

    private static GatewayDefinition.Tls tls(Fields fields, Located<String> written, String home) {
        Protocol protocol = Protocol.of(written.value());
        if (!protocol.isOverTls()) {
            if (fields.has("tls") && protocol != Protocol.UNKNOWN) {
                fields.findings()
                        .error(
                                FindingCode.INVALID_VALUE,
                                fields.originOf("tls"),
                                "a listener of protocol " + Quoted.of(written.value()) + " has no field \"tls\"",
                                "Use protocol HTTPS, or remove the field.");
            }
            if (protocol == Protocol.UNKNOWN) {
                fields.ignored("tls");
            } else {
                fields.judged("tls");
            }
            return WITHOUT_TLS;
        }
        return fields.mapping("tls", WITHOUT_TLS, tls -> tls(tls, protocol, home));
    }

    private static GatewayDefinition.Tls tls(Fields fields, Protocol protocol, String home) {
        Located<String> mode = fields.choice("mode", List.of("Terminate", "Passthrough"), "Terminate");
        boolean passesThrough = mode.value().equals("Passthrough");
        if (passesThrough && protocol == Protocol.HTTPS) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            mode.origin(),
                            "a listener of protocol \"HTTPS\" cannot pass connections through",
                            "Use mode Terminate, or protocol TLS.");
        }
        if (fields.has("options")) {
            fields.textMap("options", MOST_OPTIONS, TextRules.LABEL_KEY, TextRules.DATA_VALUE);
            fields.notSupported("options", "Pointsman has no TLS options of its own yet.");
        }
        GatewayDefinition.Tls tls = new GatewayDefinition.Tls(
                passesThrough,
                fields.mappings(
                        "certificateRefs",
                        0,
                        MOST_CERTIFICATES,
                        reference -> References.object(reference, Kind.SECRET, home)));
        if (!passesThrough && !fields.has("options") && tls.certificates().isEmpty()) {
            fields.findings()
                    .error(
                            FindingCode.MISSING_FIELD,
                            fields.origin(),
                            "the listener has no certificateRefs, which mode Terminate demands",
                            "Name a Secret of type pointsman.dev/node-files.");
        }
        return tls;
    }

    private static AdmittedNamespaces admitted(Fields fields) {
        Located<String> from = fields.choice("from", List.of("All", "Selector", "Same"), "Same");
        if (!from.value().equals("Selector")) {
            // The standard ignores a selector beside All and Same.
            fields.ignored("selector");
        }
        return switch (from.value()) {
            case "All" -> new AdmittedNamespaces.All();
            case "Selector" ->
                fields.mapping(
                        "selector", SAME, selector -> new AdmittedNamespaces.Selected(LabelSelectors.read(selector)));
            default -> SAME;
        };
    }

    private static GatewayDefinition.RouteKind kind(Fields fields) {
        return new GatewayDefinition.RouteKind(
                fields.text("group", References.GROUP, Kind.GATEWAY_GROUP).value(),
                fields.text("kind", References.KIND));
    }
}

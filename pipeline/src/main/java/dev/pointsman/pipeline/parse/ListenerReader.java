package dev.pointsman.pipeline.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.GatewayDefinition;
import dev.pointsman.pipeline.resource.GatewayDefinition.AdmittedNamespaces;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads one listener of a Gateway.
 *
 * <p>Source: Gateway API v1.6, "Listener".
 */
final class ListenerReader {

    private static final int MOST_KINDS = 8;

    private static final Set<String> LATER = Set.of("HTTPS", "TLS", "TCP", "UDP");

    private static final Set<String> ROUTES_OF_THE_STANDARD = Set.of("GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute");

    private static final TextRule PROTOCOL = TextRule.pattern(
            "a protocol", 255, "[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?|[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]+");

    private static final TextRule GROUP = new TextRule("an API group", 0, 253, text -> true);

    private static final TextRule KIND = TextRule.pattern("a kind", 63, "[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?");

    private ListenerReader() {}

    static GatewayDefinition.Listener read(Fields fields) {
        String name = fields.text("name", TextRules.NAME).value();
        Located<String> hostname = fields.text("hostname", TextRules.HOSTNAME, "");
        Located<Integer> port = fields.integer("port", 1, 65535);
        Located<String> protocol = fields.text("protocol", PROTOCOL);
        if (!protocol.value().isEmpty()) {
            requireServed(fields, protocol);
        }
        fields.notSupported("tls", "This version serves listeners of protocol HTTP only.");
        GatewayDefinition.Listener standard =
                new GatewayDefinition.Listener(name, hostname, port, true, AdmittedNamespaces.SAME, fields.origin());
        return fields.optionalMapping("allowedRoutes", standard, routes -> {
            AdmittedNamespaces admitted =
                    routes.optionalMapping("namespaces", AdmittedNamespaces.SAME, ListenerReader::admitted);
            return new GatewayDefinition.Listener(
                    name, hostname, port, admitsHttpRoutes(routes), admitted, fields.origin());
        });
    }

    /** Core protocols are compared without regard to case (Gateway API v1, "ProtocolType"). */
    private static void requireServed(Fields fields, Located<String> protocol) {
        String name = protocol.value().toUpperCase(Locale.ROOT);
        if (LATER.contains(name)) {
            fields.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            protocol.origin(),
                            "this version of Pointsman does not serve listeners of protocol "
                                    + Quoted.of(protocol.value()),
                            "Use HTTP.");
        } else if (!name.equals("HTTP")) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            protocol.origin(),
                            Quoted.of(protocol.value()) + " is not a protocol that Pointsman knows",
                            "Use HTTP.");
        }
    }

    private static AdmittedNamespaces admitted(Fields fields) {
        Located<String> from = fields.choice("from", List.of("All", "Selector", "Same"), "Same");
        if (from.value().equals("Selector")) {
            fields.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            from.origin(),
                            "this version of Pointsman does not select namespaces by label",
                            "Use All or Same.");
            fields.ignored("selector");
        } else {
            // The standard ignores a selector beside All and Same.
            fields.ignored("selector");
        }
        return from.value().equals("All") ? AdmittedNamespaces.ALL : AdmittedNamespaces.SAME;
    }

    private static boolean admitsHttpRoutes(Fields routes) {
        List<String> kinds = new ArrayList<>();
        routes.mappings("kinds", 0, MOST_KINDS, fields -> {
            Located<String> group = fields.text("group", GROUP, Kind.GATEWAY_GROUP);
            Located<String> kind = fields.text("kind", KIND);
            kinds.add(kind.value());
            if (!group.value().equals(Kind.GATEWAY_GROUP) || !kind.value().equals(Kind.HTTP_ROUTE.title())) {
                boolean later = ROUTES_OF_THE_STANDARD.contains(kind.value());
                fields.findings()
                        .error(
                                later ? FindingCode.NOT_SUPPORTED : FindingCode.INVALID_VALUE,
                                kind.origin(),
                                "a listener of protocol HTTP takes routes of kind \"HTTPRoute\", not "
                                        + Quoted.of(kind.value()),
                                "");
            }
            return kind;
        });
        return kinds.isEmpty() || kinds.contains(Kind.HTTP_ROUTE.title());
    }
}

package dev.pointsman.pipeline.parse.gateway;

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
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ObjectReference;
import dev.pointsman.pipeline.resource.fleet.FleetReference;
import dev.pointsman.pipeline.resource.gateway.FrontendTls;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads a Gateway.
 *
 * <p>Source: Gateway API v1.6, "GatewaySpec".
 */
public final class GatewayReader {

    private static final int MOST_LISTENERS = 64;
    private static final int MOST_ADDRESSES = 16;

    private static final TextRule ADDRESS = new TextRule("an address", 0, 253, text -> true);

    private static final TextRule ADDRESS_TYPE = TextRule.pattern(
            "IPAddress, Hostname or a domain-prefixed type", 253, "IPAddress|Hostname|NamedAddress|[a-z0-9.-]+/.+");

    private GatewayReader() {}

    public static GatewayDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.GATEWAY);
        GatewayDefinition absent = new GatewayDefinition(
                metadata,
                new Located<>("", document.origin()),
                List.of(),
                List.of(),
                FrontendTls.NONE,
                Optional.empty(),
                new FleetReference.Unset());
        return document.mapping("spec", absent, spec -> {
            Located<String> className = spec.text("gatewayClassName", TextRules.NAME);
            List<GatewayDefinition.Listener> listeners = List.of();
            if (spec.required("listeners")) {
                int errors = spec.findings().objections();
                listeners = spec.mappings(
                        "listeners",
                        1,
                        MOST_LISTENERS,
                        listener -> ListenerReader.read(listener, metadata.namespace()));
                if (spec.findings().objections() == errors) {
                    requireDistinct(listeners, spec.findings());
                }
            }
            List<Located<String>> addresses = addresses(spec);
            FleetReference fleet = spec.optionalMapping("infrastructure", new FleetReference.Unset(), fields -> {
                fields.notSupported("labels", "");
                fields.notSupported("annotations", "");
                return References.fleet(fields, metadata.namespace());
            });
            spec.notSupported("allowedListeners", "Write the listeners into the Gateway itself.");
            Tls tls = spec.optionalMapping("tls", Tls.NONE, fields -> tls(fields, metadata.namespace()));
            spec.notSupported("defaultScope", "Name the Gateway in each route's parentRefs.");
            return new GatewayDefinition(
                    metadata, className, addresses, listeners, tls.frontend(), tls.clientCertificate(), fleet);
        });
    }

    private record Tls(FrontendTls frontend, Optional<ObjectReference> clientCertificate) {
        static final Tls NONE = new Tls(FrontendTls.NONE, Optional.empty());
    }

    private static Tls tls(Fields tls, String home) {
        Optional<ObjectReference> clientCertificate = tls.optionalMapping(
                "backend",
                Optional.empty(),
                backend -> backend.optionalMapping(
                        "clientCertificateRef",
                        Optional.empty(),
                        reference -> Optional.of(References.object(reference, Kind.SECRET, home))));
        return new Tls(
                tls.optionalMapping("frontend", FrontendTls.NONE, frontend -> FrontendTlsReader.read(frontend, home)),
                clientCertificate);
    }

    private static List<Located<String>> addresses(Fields spec) {
        Findings findings = spec.findings();
        Origin origin = spec.originOf("addresses");
        List<Located<String>> addresses = spec.mappings("addresses", 0, MOST_ADDRESSES, GatewayReader::address);
        if (addresses.isEmpty() && !spec.has("addresses")) {
            findings.error(
                    FindingCode.MISSING_FIELD,
                    origin,
                    "the Gateway has no address",
                    "Give it a VIP outside the VPC's CIDR: addresses: [{type: IPAddress, value: 10.99.0.10}].");
        } else if (addresses.size() > 1) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    addresses.get(1).origin(),
                    "this version of Pointsman serves one address per Gateway",
                    "Write a second Gateway for the second address.");
        }
        return addresses;
    }

    private static Located<String> address(Fields fields) {
        Located<String> type = fields.text("type", ADDRESS_TYPE, "IPAddress");
        Located<String> value = fields.text("value", ADDRESS, "");
        if (!type.value().equals("IPAddress")) {
            fields.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            type.origin(),
                            "an address of type " + Quoted.of(type.value()) + " cannot be moved by routes",
                            "Use type IPAddress.");
        } else if (value.value().contains(":")) {
            fields.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            value.origin(),
                            "this version of Pointsman serves IPv4 addresses only, not " + Quoted.of(value.value()),
                            "");
        } else if (value.value().isEmpty()) {
            fields.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            value.origin(),
                            "Pointsman does not choose addresses",
                            "Write the VIP as value.");
        } else if (!TextRules.IPV4.accepts(value.value())) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            value.origin(),
                            Quoted.of(value.value()) + " is not an IPv4 address",
                            "");
        } else {
            return value;
        }
        return null;
    }

    /** Gateway API v1.6: listener names, and the combinations of port, protocol and host name, are unique in a Gateway. */
    private static void requireDistinct(List<GatewayDefinition.Listener> listeners, Findings findings) {
        Map<String, Origin> names = new HashMap<>();
        Map<String, Origin> sockets = new HashMap<>();
        for (GatewayDefinition.Listener listener : listeners) {
            Origin sameName = names.putIfAbsent(listener.name(), listener.origin());
            if (sameName != null) {
                findings.error(
                        FindingCode.DUPLICATE_NAME,
                        listener.origin(),
                        "a listener named " + Quoted.of(listener.name()) + " stands already at " + sameName.place(),
                        "Listener names are unique in a Gateway.");
            }
            Origin sameSocket = sockets.putIfAbsent(
                    listener.port().value() + " " + listener.protocol().value() + " "
                            + listener.hostname().value(),
                    listener.origin());
            if (sameSocket != null) {
                findings.error(
                        FindingCode.CONFLICT,
                        listener.origin(),
                        "the listener at " + sameSocket.place() + " has the same port, protocol and host name",
                        "Give one of them another port or host name.");
            }
        }
    }
}

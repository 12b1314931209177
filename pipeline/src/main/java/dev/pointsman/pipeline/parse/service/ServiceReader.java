package dev.pointsman.pipeline.parse.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.PortNumberOrName;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.service.ServiceDefinition;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.ScalarType;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads a Service.
 *
 * <p>Source: Kubernetes API, core/v1 "ServiceSpec".
 */
public final class ServiceReader {

    private static final int MOST_PORTS = 1000;

    /** AWS allows 50 tags per resource, and so does DescribeInstances filters per call. */
    private static final int MOST_TAGS = 50;

    private static final TextRule PROTOCOL_NAME = TextRule.pattern(
            "an application protocol, like \"http\" or \"kubernetes.io/h2c\"", 317, "[A-Za-z0-9][-A-Za-z0-9_./]*");

    private static final TextRule CLUSTER_IP = new TextRule("text", 0, 253, text -> true).like(List.of("None", ""));

    private static final TextRule PORT_NAME = new TextRule(
            "a port's number or name (1 to 15 lower-case letters, digits and '-')",
            1,
            15,
            text -> text.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"));

    private ServiceReader() {}

    public static ServiceDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.SERVICE);
        ServiceDefinition absent =
                new ServiceDefinition(metadata, List.of(), new Located<>(Map.of(), document.origin()), false);
        return document.mapping("spec", absent, spec -> {
            Located<String> type =
                    spec.choice("type", List.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"), "ClusterIP");
            if (type.value().equals("ExternalName")) {
                spec.findings()
                        .error(
                                FindingCode.NOT_SUPPORTED,
                                type.origin(),
                                "a Service of type \"ExternalName\" is not forwarded to; the Gateway API advises against it",
                                "List its addresses in an EndpointSlice.");
            }
            Located<Map<String, String>> selector = new Located<>(
                    spec.textMap("selector", MOST_TAGS, TextRules.SELECTED_TAG_KEY, TextRules.SELECTED_TAG_VALUE),
                    spec.originOf("selector"));
            Located<String> affinity = spec.choice("sessionAffinity", List.of("None", "ClientIP"), "None");
            if (affinity.value().equals("ClientIP")) {
                spec.findings()
                        .error(
                                FindingCode.NOT_SUPPORTED,
                                affinity.origin(),
                                "this version of Pointsman does not keep a client on one endpoint",
                                "Leave sessionAffinity out.");
            }
            ignoreWhatOnlyConcernsClusters(spec);
            boolean publishesNotReady =
                    spec.flag("publishNotReadyAddresses", false).value();
            List<ServiceDefinition.Port> ports = List.of();
            boolean isHeadless = spec.text("clusterIP", CLUSTER_IP, "").value().equals("None");
            if (isHeadless ? spec.has("ports") : spec.required("ports")) {
                int errors = spec.findings().objections();
                ports = spec.mappings("ports", 1, MOST_PORTS, ServiceReader::port);
                if (spec.findings().objections() == errors) {
                    requireDistinct(ports, spec.findings());
                }
            }
            return new ServiceDefinition(metadata, ports, selector, publishesNotReady);
        });
    }

    private static void ignoreWhatOnlyConcernsClusters(Fields spec) {
        spec.ignored(
                "allocateLoadBalancerNodePorts",
                "clusterIPs",
                "externalIPs",
                "externalName",
                "externalTrafficPolicy",
                "healthCheckNodePort",
                "internalTrafficPolicy",
                "ipFamilies",
                "ipFamilyPolicy",
                "loadBalancerClass",
                "loadBalancerIP",
                "loadBalancerSourceRanges",
                "sessionAffinityConfig",
                "trafficDistribution");
    }

    private static ServiceDefinition.Port port(Fields fields) {
        String name = fields.text("name", TextRules.LABEL, "").value();
        int number = fields.integer("port", 1, 65535).value();
        String protocol =
                fields.choice("protocol", List.of("TCP", "UDP", "SCTP"), "TCP").value();
        Located<String> target = targetPort(fields);
        Located<String> application = fields.text("appProtocol", PROTOCOL_NAME, "");
        fields.ignored("nodePort");
        return new ServiceDefinition.Port(name, number, protocol, target, application.value(), fields.origin());
    }

    /** It counts for instances; an EndpointSlice says itself on which port its endpoints listen. */
    private static Located<String> targetPort(Fields fields) {
        Findings findings = fields.findings();
        return fields.value(
                "targetPort",
                "",
                node -> PortNumberOrName.read(node, fields.originOf("targetPort"), PORT_NAME, findings),
                ScalarType.INTEGER,
                ScalarType.STRING);
    }

    private static void requireDistinct(List<ServiceDefinition.Port> ports, Findings findings) {
        Map<String, Origin> seen = new HashMap<>();
        for (ServiceDefinition.Port port : ports) {
            if (ports.size() > 1 && port.name().isEmpty()) {
                findings.error(
                        FindingCode.MISSING_FIELD,
                        port.origin(),
                        "the port has no name, which a Service with several ports demands",
                        "Add the field \"name\".");
            } else {
                requireFirst("name " + Quoted.of(port.name()), port, seen, findings);
            }
            requireFirst("number " + port.number() + " and protocol " + port.protocol(), port, seen, findings);
        }
    }

    private static void requireFirst(
            String what, ServiceDefinition.Port port, Map<String, Origin> seen, Findings findings) {
        Origin first = seen.putIfAbsent(what, port.origin());
        if (first != null) {
            findings.error(
                    FindingCode.DUPLICATE_NAME,
                    port.origin(),
                    "a port with " + what + " stands already at " + first.place(),
                    "Ports are unique in a Service.");
        }
    }
}

package dev.pointsman.pipeline.parse.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.DurationText;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy.Algorithm;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.service.BackendPolicyDefinition;
import dev.pointsman.pipeline.yaml.Fields;

/** Reads a BackendPolicy; {@code docs/definitions.md} explains its fields. */
public final class BackendPolicyReader {

    private static final int MOST_TARGETS = 16;
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int MOST_CHECKS = 100;
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Map<String, Algorithm> ALGORITHMS = Map.of(
            "RoundRobin", Algorithm.ROUND_ROBIN,
            "LeastConnections", Algorithm.LEAST_CONNECTIONS,
            "SourceHash", Algorithm.SOURCE_HASH,
            "URIHash", Algorithm.URI_HASH,
            "HeaderHash", Algorithm.HEADER_HASH);

    private BackendPolicyReader() {}

    public static BackendPolicyDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.BACKEND_POLICY);
        BackendPolicyDefinition absent = new BackendPolicyDefinition(metadata, List.of(), TrafficPolicy.DEFAULT);
        return document.mapping("spec", absent, spec -> {
            spec.required("targetRefs");
            List<Located<ResourceName>> services =
                    spec.mappings("targetRefs", 1, MOST_TARGETS, fields -> target(fields, metadata.namespace()));
            return new BackendPolicyDefinition(metadata, services, policy(spec));
        });
    }

    private static Located<ResourceName> target(Fields fields, String home) {
        References.requireKind(fields, "", Kind.SERVICE.title(), "Name a Service.");
        Located<ResourceName> service = References.name(fields, home);
        if (fields.has("namespace") && !service.value().namespace().equals(home)) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            fields.originOf("namespace"),
                            "a policy holds for Services of its own namespace, " + Quoted.of(home),
                            "Write the policy into the Service's namespace.");
        }
        return service;
    }

    private static TrafficPolicy policy(Fields spec) {
        TrafficPolicy.HealthCheck check = spec.optionalMapping(
                "healthCheck", TrafficPolicy.HealthCheck.DEFAULT, BackendPolicyReader::healthCheck);
        TrafficPolicy.Balance balance =
                spec.optionalMapping("balance", TrafficPolicy.DEFAULT.balance(), BackendPolicyReader::balance);
        TrafficPolicy timeouts = spec.optionalMapping(
                "timeouts",
                TrafficPolicy.DEFAULT,
                fields -> new TrafficPolicy(
                        check,
                        balance,
                        timeout(fields, "connect"),
                        timeout(fields, "response"),
                        timeout(fields, "queue"),
                        0,
                        Duration.ZERO,
                        ""));
        int connections =
                spec.integer("connectionsPerEndpoint", 1, MOST_CONNECTIONS, 0).value();
        Duration slowStart = duration(spec, "slowStart", Duration.ZERO, Duration.ofMillis(1));
        String cookie = spec.optionalMapping(
                "persistence",
                "",
                fields -> fields.text("cookie", TextRules.HEADER_NAME).value());
        return new TrafficPolicy(
                check,
                balance,
                timeouts.connectTimeout(),
                timeouts.responseTimeout(),
                timeouts.queueTimeout(),
                connections,
                slowStart,
                cookie);
    }

    private static TrafficPolicy.HealthCheck healthCheck(Fields fields) {
        TrafficPolicy.HealthCheck usual = TrafficPolicy.HealthCheck.DEFAULT;
        boolean http = fields.choice("type", List.of("TCP", "HTTP")).value().equals("HTTP");
        if (!http) {
            for (String name : List.of("path", "host")) {
                if (fields.has(name)) {
                    fields.findings()
                            .error(
                                    FindingCode.INVALID_VALUE,
                                    fields.originOf(name),
                                    "the field " + Quoted.of(name) + " belongs to a health check of type \"HTTP\"",
                                    "Change the type, or remove the field.");
                }
            }
        }
        String path = fields.text("path", TextRules.PATH_VALUE, "/").value();
        return new TrafficPolicy.HealthCheck(
                http ? path : "",
                fields.text("host", TextRules.PRECISE_HOSTNAME, "").value(),
                duration(fields, "interval", usual.interval(), LEAST_INTERVAL),
                duration(fields, "timeout", usual.timeout(), Duration.ofMillis(1)),
                fields.integer("rise", 1, MOST_CHECKS, usual.rise()).value(),
                fields.integer("fall", 1, MOST_CHECKS, usual.fall()).value());
    }

    private static TrafficPolicy.Balance balance(Fields fields) {
        List<String> names = ALGORITHMS.keySet().stream().sorted().toList();
        Algorithm algorithm = ALGORITHMS.get(fields.choice("algorithm", names).value());
        boolean byHeader = algorithm == Algorithm.HEADER_HASH;
        Located<String> header = byHeader
                ? fields.text("header", TextRules.HEADER_NAME)
                : fields.text("header", TextRules.HEADER_NAME, "");
        if (!byHeader && !header.value().isEmpty()) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            header.origin(),
                            "the field \"header\" belongs to the algorithm \"HeaderHash\"",
                            "Change the algorithm, or remove the field.");
        }
        boolean fits = byHeader != header.value().isEmpty();
        return fits ? new TrafficPolicy.Balance(algorithm, header.value()) : TrafficPolicy.DEFAULT.balance();
    }

    private static Optional<Duration> timeout(Fields fields, String name) {
        return fields.has(name) ? Optional.of(duration(fields, name, LONGEST, Duration.ofMillis(1))) : Optional.empty();
    }

    /** A duration between bounds that are both allowed; the default after a finding. */
    private static Duration duration(Fields fields, String name, Duration absent, Duration least) {
        Duration duration = DurationText.read(fields, name, absent, Duration.ofMillis(1));
        if (fields.has(name) && (duration.compareTo(least) < 0 || duration.compareTo(LONGEST) > 0)) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            fields.originOf(name),
                            Quoted.of(fields.anyText(name, "").value()) + " is not between " + least.toMillis()
                                    + "ms and 24h",
                            "");
            return absent;
        }
        return duration;
    }
}

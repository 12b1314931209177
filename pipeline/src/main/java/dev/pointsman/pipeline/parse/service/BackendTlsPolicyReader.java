package dev.pointsman.pipeline.parse.service;

import java.util.List;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ObjectReference;
import dev.pointsman.pipeline.resource.service.BackendTlsPolicyDefinition;
import dev.pointsman.pipeline.resource.service.BackendTlsPolicyDefinition.Target;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads a BackendTLSPolicy.
 *
 * <p>Source: Gateway API v1.6, "BackendTLSPolicySpec".
 */
public final class BackendTlsPolicyReader {

    private static final int MOST_TARGETS = 16;
    private static final int MOST_AUTHORITIES = 8;

    private BackendTlsPolicyReader() {}

    public static BackendTlsPolicyDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.BACKEND_TLS_POLICY);
        BackendTlsPolicyDefinition absent = new BackendTlsPolicyDefinition(metadata, List.of(), List.of(), "");
        return document.mapping("spec", absent, spec -> {
            spec.required("targetRefs");
            List<Target> targets =
                    spec.mappings("targetRefs", 1, MOST_TARGETS, fields -> target(fields, metadata.namespace()));
            spec.notSupported("options", "Pointsman has no TLS options of its own yet.");
            return spec.mapping("validation", absent, validation -> {
                List<ObjectReference> authorities = validation.mappings(
                        "caCertificateRefs",
                        0,
                        MOST_AUTHORITIES,
                        fields -> local(fields, Kind.CONFIG_MAP, metadata.namespace()));
                boolean system = !validation
                        .choice("wellKnownCACertificates", List.of("System"), "")
                        .value()
                        .isEmpty();
                requireOne(validation, authorities.isEmpty(), system);
                validation.notSupported(
                        "subjectAltNames",
                        "HAProxy compares a certificate with the name that it asks for: write that as hostname.");
                return new BackendTlsPolicyDefinition(
                        metadata,
                        targets,
                        authorities,
                        validation.text("hostname", TextRules.NAME).value());
            });
        });
    }

    private static void requireOne(Fields validation, boolean noAuthorities, boolean system) {
        if (noAuthorities != system) {
            validation
                    .findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            validation.origin(),
                            "exactly one of \"caCertificateRefs\" and \"wellKnownCACertificates\" says whom to trust",
                            system ? "Remove one of them." : "Name a ConfigMap with the key \"ca.crt\".");
        }
    }

    private static Target target(Fields fields, String home) {
        return new Target(local(fields, Kind.SERVICE, home), fields.text("sectionName", TextRules.NAME, ""));
    }

    /** A reference that cannot leave its namespace. */
    private static ObjectReference local(Fields fields, Kind usual, String home) {
        fields.required("kind");
        if (fields.has("namespace")) {
            fields.findings()
                    .error(
                            FindingCode.UNKNOWN_FIELD,
                            fields.originOf("namespace"),
                            "there is no field \"namespace\" here; a policy refers to its own namespace only",
                            "");
        }
        return References.object(fields, usual, home);
    }
}

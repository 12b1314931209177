package dev.pointsman.pipeline.parse.field;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads {@code metadata}, which all kinds share.
 *
 * <p>Source: Kubernetes API, meta/v1 "ObjectMeta".
 */
public final class MetadataReader {

    /** Where a resource lives that does not say it, as kubectl has it. */
    public static final String DEFAULT_NAMESPACE = "default";

    private static final int MOST_LABELS = 1000;

    private MetadataReader() {}

    /** Reads the metadata of a document of this kind. */
    public static Metadata read(Fields document, Kind kind) {
        Metadata absent = new Metadata(kind, "", "", Map.of(), Instant.MAX, document.origin());
        return document.mapping("metadata", absent, fields -> read(fields, kind, document.origin()));
    }

    private static Metadata read(Fields fields, Kind kind, Origin origin) {
        Located<String> name = fields.text("name", nameRule(kind));
        String namespace = namespace(fields, kind);
        Map<String, String> labels = fields.textMap("labels", MOST_LABELS, TextRules.LABEL_KEY, TextRules.LABEL_VALUE);
        fields.textMap("annotations", MOST_LABELS, TextRules.LABEL_KEY, TextRules.ANNOTATION_VALUE);
        Instant created = timestamp(fields);
        fields.notSupported("generateName", "Write the name.");
        // What a cluster adds when a resource is exported from it.
        fields.ignored(
                "deletionGracePeriodSeconds",
                "deletionTimestamp",
                "finalizers",
                "generation",
                "managedFields",
                "ownerReferences",
                "resourceVersion",
                "selfLink",
                "uid");
        return new Metadata(kind, namespace, name.value(), labels, created, origin);
    }

    private static TextRule nameRule(Kind kind) {
        return switch (kind) {
            // A Fleet's name becomes its route group's, which is a VRRP instance's.
            case FLEET, NAMESPACE, SERVICE -> TextRules.LABEL;
            case BACKEND_POLICY,
                    BACKEND_TLS_POLICY,
                    CONFIG_MAP,
                    ENDPOINT_SLICE,
                    GATEWAY,
                    GATEWAY_CLASS,
                    HTTP_ROUTE,
                    REFERENCE_GRANT,
                    ROUTE_TEST,
                    SECRET,
                    TCP_ROUTE,
                    TLS_ROUTE -> TextRules.NAME;
        };
    }

    private static String namespace(Fields fields, Kind kind) {
        if (kind.isNamespaced()) {
            return fields.text("namespace", TextRules.LABEL, DEFAULT_NAMESPACE).value();
        }
        if (fields.has("namespace")) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            fields.originOf("namespace"),
                            "a " + kind.title() + " lives in no namespace",
                            "Remove the field.");
        }
        return "";
    }

    private static Instant timestamp(Fields fields) {
        Findings findings = fields.findings();
        Located<String> text = fields.anyText("creationTimestamp", "");
        if (text.value().isEmpty()) {
            return Instant.MAX;
        }
        try {
            return OffsetDateTime.parse(text.value()).toInstant();
        } catch (DateTimeParseException notATime) {
            findings.error(
                    FindingCode.INVALID_VALUE,
                    text.origin(),
                    Quoted.of(text.value()) + " is not a time as RFC 3339 writes it, like \"2026-01-31T12:00:00Z\"",
                    "");
            return Instant.MAX;
        }
    }
}

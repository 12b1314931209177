package dev.pointsman.pipeline.parse.cluster;

import java.util.List;

import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.cluster.ReferenceGrantDefinition;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads a ReferenceGrant.
 *
 * <p>Source: Gateway API v1.6, "ReferenceGrantSpec". Kinds that Pointsman does not know are read as well: a grant may be meant for others.
 */
public final class ReferenceGrantReader {
    private static final int MOST = 16;

    private ReferenceGrantReader() {}

    public static ReferenceGrantDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.REFERENCE_GRANT);
        return document.mapping("spec", new ReferenceGrantDefinition(metadata, List.of(), List.of()), spec -> {
            spec.required("from");
            spec.required("to");
            return new ReferenceGrantDefinition(
                    metadata,
                    spec.mappings("from", 1, MOST, ReferenceGrantReader::source),
                    spec.mappings("to", 1, MOST, ReferenceGrantReader::target));
        });
    }

    private static ReferenceGrantDefinition.Source source(Fields fields) {
        fields.required("group");
        return new ReferenceGrantDefinition.Source(
                fields.text("group", References.GROUP, "").value(),
                fields.text("kind", References.KIND).value(),
                fields.text("namespace", TextRules.LABEL).value());
    }

    private static ReferenceGrantDefinition.Target target(Fields fields) {
        fields.required("group");
        return new ReferenceGrantDefinition.Target(
                fields.text("group", References.GROUP, "").value(),
                fields.text("kind", References.KIND).value(),
                fields.text("name", TextRules.NAME, "").value());
    }
}

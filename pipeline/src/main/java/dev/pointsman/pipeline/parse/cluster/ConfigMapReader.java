package dev.pointsman.pipeline.parse.cluster;

import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.cluster.ConfigMapDefinition;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads a ConfigMap.
 *
 * <p>Source: Kubernetes API, core/v1 "ConfigMap".
 */
public final class ConfigMapReader {
    private static final int MOST_KEYS = 1000;

    private ConfigMapReader() {}

    public static ConfigMapDefinition read(Fields document) {
        document.ignored("binaryData", "immutable");
        return new ConfigMapDefinition(
                MetadataReader.read(document, Kind.CONFIG_MAP),
                document.textMap("data", MOST_KEYS, TextRules.DATA_KEY, TextRules.DATA_VALUE));
    }
}

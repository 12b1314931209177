package dev.pointsman.pipeline.parse.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.cluster.SecretDefinition;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads a Secret. No message repeats a value.
 *
 * <p>Source: Kubernetes API, core/v1 "Secret".
 */
public final class SecretReader {
    private static final int MOST_KEYS = 1000;
    private static final TextRule TYPE = TextRule.pattern("a type of Secrets", 253, "[-A-Za-z0-9._/]+");

    private SecretReader() {}

    public static SecretDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.SECRET);
        String type = document.text("type", TYPE, "Opaque").value();
        document.ignored("immutable");
        Map<String, String> data = new TreeMap<>();
        document.textMap("data", MOST_KEYS, TextRules.DATA_KEY, TextRules.DATA_VALUE)
                .forEach((key, value) -> data.put(key, decode(document, key, value)));
        data.putAll(document.textMap("stringData", MOST_KEYS, TextRules.DATA_KEY, TextRules.DATA_VALUE));
        return new SecretDefinition(metadata, type, data);
    }

    private static String decode(Fields document, String key, String value) {
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(value);
            return new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            document.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            document.originOf("data"),
                            "the value of the key \"" + key + "\" is not base64",
                            "");
            return "";
        }
    }
}

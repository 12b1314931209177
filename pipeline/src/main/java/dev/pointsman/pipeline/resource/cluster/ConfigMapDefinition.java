package dev.pointsman.pipeline.resource.cluster;

import java.util.Map;

import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;

/**
 * Texts by key; one with the key {@link #AUTHORITIES} names whose certificates are trusted.
 *
 * <p>Source: Kubernetes API, core/v1 "ConfigMap".
 *
 * @param data the texts by key
 */
public record ConfigMapDefinition(Metadata metadata, Map<String, String> data) implements Definition {
    /** The key of the certificates of authorities, PEM. */
    public static final String AUTHORITIES = "ca.crt";

    public ConfigMapDefinition {
        data = Map.copyOf(data);
    }
}

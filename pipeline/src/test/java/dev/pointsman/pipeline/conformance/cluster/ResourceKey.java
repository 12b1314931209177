package dev.pointsman.pipeline.conformance.cluster;

import io.vertx.core.json.JsonObject;

/**
 * Which resource.
 *
 * @param kind for instance {@code HTTPRoute}
 * @param name {@code namespace/name}, or the name alone for kinds that live in no namespace
 */
public record ResourceKey(String kind, String name) {

    static ResourceKey of(JsonObject resource) {
        JsonObject metadata = resource.getJsonObject("metadata");
        String namespace = metadata.getString("namespace");
        String name = metadata.getString("name");
        return new ResourceKey(resource.getString("kind"), namespace == null ? name : namespace + "/" + name);
    }

    String namespace() {
        return name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
    }
}

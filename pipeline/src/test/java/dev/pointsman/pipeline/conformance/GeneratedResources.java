package dev.pointsman.pipeline.conformance;

import java.util.List;

import dev.pointsman.pipeline.conformance.cluster.Certificates;
import io.vertx.core.json.JsonObject;

/** The generated certificates as resources: a CA as a ConfigMap, the others as Secrets whose files are on the node. */
final class GeneratedResources {

    private GeneratedResources() {}

    static List<JsonObject> of(Certificates certificates) {
        return certificates.all().stream().map(GeneratedResources::resource).toList();
    }

    private static JsonObject resource(Certificates.Entry entry) {
        JsonObject resource = new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", entry.kind())
                .put(
                        "metadata",
                        new JsonObject().put("namespace", entry.namespace()).put("name", entry.name()));
        return entry.kind().equals("Secret")
                ? resource.put("type", "pointsman.dev/node-files")
                : resource.put("data", new JsonObject().put("ca.crt", entry.certificatePem()));
    }
}

package dev.pointsman.pipeline.conformance.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vertx.core.json.JsonObject;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads YAML documents that are mappings; empty documents are passed over. */
public final class Yaml {

    private Yaml() {}

    public static List<JsonObject> documents(Path file) throws IOException {
        List<JsonObject> documents = new ArrayList<>();
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        for (Object document : new Load(settings).loadAllFromString(Files.readString(file))) {
            if (document instanceof Map<?, ?> mapping) {
                documents.add(object(mapping));
            }
        }
        return documents;
    }

    public static JsonObject document(Path file) throws IOException {
        return documents(file).getFirst();
    }

    @SuppressWarnings("unchecked") // The keys of every file here are texts.
    private static JsonObject object(Map<?, ?> mapping) {
        return new JsonObject((Map<String, Object>) mapping);
    }
}

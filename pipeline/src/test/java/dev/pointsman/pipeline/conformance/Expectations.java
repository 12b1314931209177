package dev.pointsman.pipeline.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.conformance.cluster.Yaml;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What is claimed of cases beyond the core: {@code expectations.yaml} beside the tests.
 *
 * @param unsupported features that are not claimed, with the reason
 * @param passing extended cases that must pass
 * @param failing cases whose features are claimed and that do not pass, with the reason
 */
record Expectations(Map<String, String> unsupported, Set<String> passing, Map<String, String> failing) {

    static Expectations read(Path file) throws IOException {
        JsonObject document = Yaml.document(file);
        return new Expectations(
                texts(document, "unsupported"),
                document.getJsonArray("passing", new JsonArray()).stream()
                        .map(Object::toString)
                        .collect(Collectors.toSet()),
                texts(document, "failing"));
    }

    private static Map<String, String> texts(JsonObject document, String field) {
        return document.getJsonObject(field, new JsonObject()).stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));
    }

    /** Why a case is not asked of Pointsman; empty when it is. */
    Optional<String> whyUnsupported(ConformanceCase one) {
        return one.features().stream()
                .sorted()
                .filter(unsupported::containsKey)
                .map(unsupported::get)
                .findFirst()
                .or(() -> one.without().stream()
                        .filter(feature -> !unsupported.containsKey(feature))
                        .findFirst()
                        .map(feature -> "asked only of those who do not support " + feature));
    }
}

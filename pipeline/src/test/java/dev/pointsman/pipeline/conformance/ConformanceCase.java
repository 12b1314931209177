package dev.pointsman.pipeline.conformance;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * One case.
 *
 * @param name its short name
 * @param features what an implementation must support to be asked
 * @param without the case is for implementations that do not support these
 * @param extended whether it needs more than the core of a profile
 * @param profiles the profiles that count it, {@code NAME:core} or {@code NAME:extended}; maybe none
 * @param manifests the files that it needs besides the base
 * @param steps what is done, in order
 */
record ConformanceCase(
        String name,
        Set<String> features,
        Set<String> without,
        boolean extended,
        List<String> profiles,
        List<String> manifests,
        List<JsonObject> steps) {

    static ConformanceCase of(JsonObject document) {
        return new ConformanceCase(
                document.getString("test"),
                texts(document, "features").stream().collect(Collectors.toSet()),
                texts(document, "skip_if_supported").stream().collect(Collectors.toSet()),
                document.getBoolean("extended"),
                texts(document, "profiles"),
                texts(document, "manifests"),
                document.getJsonArray("steps").stream()
                        .map(JsonObject.class::cast)
                        .toList());
    }

    private static List<String> texts(JsonObject document, String field) {
        return document.getJsonArray(field, new JsonArray()).stream()
                .map(Object::toString)
                .toList();
    }
}

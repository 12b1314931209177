package dev.pointsman.pipeline.conformance.cluster;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The resources of one case, as an API server would hold them: it keeps generations and the times of creation. */
public final class Cluster {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<ResourceKey, JsonObject> resources = new LinkedHashMap<>();
    private final Map<ResourceKey, Integer> generations = new HashMap<>();
    private final Normalization normalization;
    private int created;

    public Cluster(Normalization normalization) {
        this.normalization = normalization;
    }

    /** Adds a resource, created later than all that are there; one of that name is replaced, as by {@code kubectl apply}. */
    public void create(JsonObject resource) {
        JsonObject normal = normalization.of(resource.copy());
        JsonObject metadata = normal.getJsonObject("metadata");
        if (!metadata.containsKey("creationTimestamp")) {
            metadata.put("creationTimestamp", BEGINNING.plusSeconds(created++).toString());
        }
        resources.put(ResourceKey.of(normal), normal);
        generations.merge(ResourceKey.of(normal), 1, Integer::sum);
    }

    public void delete(ResourceKey key) {
        get(key);
        resources.remove(key);
    }

    /** RFC 7386. */
    public void mergePatch(ResourceKey key, JsonObject patch) {
        JsonObject patched = get(key).copy();
        merge(patched, patch);
        resources.put(key, normalization.of(patched));
        generations.merge(key, 1, Integer::sum);
    }

    private static void merge(JsonObject target, JsonObject patch) {
        patch.forEach(field -> {
            if (field.getValue() == null) {
                target.remove(field.getKey());
            } else if (field.getValue() instanceof JsonObject change) {
                if (!(target.getValue(field.getKey()) instanceof JsonObject)) {
                    target.put(field.getKey(), new JsonObject());
                }
                JsonObject inner = target.getJsonObject(field.getKey());
                merge(inner, change);
                target.put(field.getKey(), inner);
            } else {
                target.put(field.getKey(), field.getValue());
            }
        });
    }

    /** Sets the endpoints of an EndpointSlice to these addresses, all of them ready. */
    public void setEndpoints(ResourceKey slice, List<String> addresses) {
        JsonArray endpoints = new JsonArray();
        addresses.forEach(address -> endpoints.add(new JsonObject()
                .put("addresses", new JsonArray().add(address))
                .put("conditions", new JsonObject().put("ready", true))));
        get(slice).put("endpoints", endpoints);
    }

    /** The resource; it must be there. */
    public JsonObject get(ResourceKey key) {
        JsonObject found = resources.get(key);
        if (found == null) {
            throw new NoSuchElementException("there is no " + key.kind() + " " + key.name());
        }
        return found;
    }

    /** How often the resource was written. */
    public int generation(ResourceKey key) {
        return generations.getOrDefault(key, 0);
    }

    public List<JsonObject> all() {
        return List.copyOf(resources.values());
    }

    public List<JsonObject> all(String kind) {
        return resources.values().stream()
                .filter(resource -> resource.getString("kind").equals(kind))
                .toList();
    }
}

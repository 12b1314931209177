package dev.pointsman.pipeline.conformance.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.conformance.cluster.ResourceKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Looks at the status of resources. */
final class StatusStep {

    private static final String ACCEPTED = "Accepted";

    private final JsonObject expect;
    private final World world;
    private final ResourceKey key;
    private final JsonObject status;

    private StatusStep(JsonObject expect, World world, ResourceKey key) {
        this.expect = expect;
        this.world = world;
        this.key = key;
        this.status = world.product().status(key).orElse(new JsonObject());
    }

    static void play(JsonObject expect, World world) {
        String kind = expect.getString("kind");
        String name = expect.getString("name");
        if (name.endsWith("/*")) {
            for (ResourceKey key : ready(kind, name.substring(0, name.length() - 1), world)) {
                new StatusStep(expect, world, key).play();
            }
        } else {
            new StatusStep(expect, world, new ResourceKey(kind, name)).play();
        }
    }

    /** Everything of the kind in a namespace, but for what says that it will never be ready. */
    private static List<ResourceKey> ready(String kind, String prefix, World world) {
        List<ResourceKey> keys = new ArrayList<>();
        for (JsonObject resource : world.cluster().all(kind)) {
            JsonObject metadata = resource.getJsonObject("metadata");
            String skip = metadata.getJsonObject("annotations", new JsonObject())
                    .getString("gateway-api/skip-this-for-readiness");
            String name = metadata.getString("namespace") + "/" + metadata.getString("name");
            if (!"true".equals(skip) && name.startsWith(prefix)) {
                keys.add(new ResourceKey(kind, name));
            }
        }
        return keys;
    }

    private void play() {
        if (expect.containsKey("observed_generation")) {
            generation();
        }
        if (expect.containsKey("listeners")) {
            listeners(expect.getJsonArray("listeners"));
        }
        if (expect.getBoolean("no_accepted_parents", false)) {
            noAcceptedParents();
        }
        if (expect.getBoolean("zero_routes", false)) {
            zeroRoutes();
        }
        if (expect.containsKey("attached_listener_sets")) {
            int actual = status.getInteger("attachedListenerSets", 0);
            require(expect.getInteger("attached_listener_sets") == actual, "attachedListenerSets");
        }
        if (expect.getBoolean("has_address", false)) {
            require(!array(status, "addresses").isEmpty(), "an address");
        }
        if (expect.containsKey("addresses")) {
            require(objects(expect, "addresses").equals(objects(status, "addresses")), "these addresses");
        }
        if (expect.containsKey("conditions")) {
            conditions();
        }
    }

    /** Pointsman judges all resources anew for every revision, so what it says is always about the latest. */
    private void generation() {
        boolean changed = expect.getBoolean("generation_changed", false);
        require(!status.isEmpty(), "a status");
        require(!changed || world.cluster().generation(key) > 1, "a later generation");
    }

    private void conditions() {
        if (expect.containsKey("parent")) {
            require(parents().stream().anyMatch(parent -> holds(expect, parent)), "these conditions");
        } else if (expect.containsKey("listener")) {
            String wanted = expect.getString("listener");
            List<JsonObject> listeners = objects(status, "listeners").stream()
                    .filter(listener -> wanted.equals("*") || wanted.equals(listener.getString("name")))
                    .toList();
            require(!listeners.isEmpty(), "this listener");
            require(listeners.stream().allMatch(listener -> holds(expect, listener)), "these conditions");
        } else {
            require(holds(expect, status), "these conditions");
        }
    }

    private List<JsonObject> parents() {
        String[] wanted = expect.getString("parent").split("/");
        String kind = expect.getString("parentKind", "Gateway");
        String list = status.containsKey("ancestors") ? "ancestors" : "parents";
        String reference = status.containsKey("ancestors") ? "ancestorRef" : "parentRef";
        return objects(status, list).stream()
                .filter(parent -> {
                    JsonObject named = parent.getJsonObject(reference);
                    return named.getString("kind").equals(kind)
                            && named.getString("namespace").equals(wanted[0])
                            && named.getString("name").equals(wanted[1]);
                })
                .toList();
    }

    private void listeners(JsonArray wanted) {
        Set<String> names = wanted.stream()
                .map(listener -> ((JsonObject) listener).getString("name"))
                .collect(Collectors.toSet());
        List<JsonObject> actual = objects(status, "listeners");
        require(
                actual.stream()
                        .map(listener -> listener.getString("name"))
                        .collect(Collectors.toSet())
                        .equals(names),
                "exactly the listeners " + names);
        for (Object each : wanted.stream().toList()) {
            JsonObject listener = (JsonObject) each;
            String name = listener.getString("name");
            JsonObject found = actual.stream()
                    .filter(candidate -> candidate.getString("name").equals(name))
                    .findFirst()
                    .orElseThrow();
            require(holds(listener, found), "of listener " + name + " these conditions");
            require(
                    !listener.containsKey("attached_routes")
                            || listener.getInteger("attached_routes").equals(found.getInteger("attachedRoutes")),
                    "of listener " + name + " these attached routes");
            kinds(listener, found);
        }
    }

    private void kinds(JsonObject listener, JsonObject found) {
        if (listener.containsKey("supported_kinds")) {
            Set<String> wanted = listener.getJsonArray("supported_kinds").stream()
                    .map(Object::toString)
                    .collect(Collectors.toSet());
            Set<String> actual = objects(found, "supportedKinds").stream()
                    .map(kind -> kind.getString("kind"))
                    .collect(Collectors.toSet());
            require(
                    wanted.isEmpty() ? actual.isEmpty() : actual.containsAll(wanted),
                    "of listener " + listener.getString("name") + " supported kinds " + wanted);
        }
    }

    private void noAcceptedParents() {
        List<JsonObject> parents = objects(status, "parents");
        JsonObject refused = new JsonObject()
                .put(
                        "conditions",
                        new JsonArray()
                                .add(new JsonObject().put("type", ACCEPTED).put("status", "False")));
        require(parents.isEmpty() || parents.size() == 1 && holds(refused, parents.getFirst()), "no accepted parents");
    }

    private void zeroRoutes() {
        List<JsonObject> listeners = objects(status, "listeners");
        require(
                listeners.isEmpty()
                        || listeners.size() == 1 && listeners.getFirst().getInteger("attachedRoutes") == 0,
                "no routes");
    }

    /** Whether all conditions of the first are among those of the second. */
    private static boolean holds(JsonObject expected, JsonObject holder) {
        List<JsonObject> actual = objects(holder, "conditions");
        return objects(expected, "conditions").stream()
                .allMatch(condition -> actual.stream()
                        .anyMatch(candidate -> equal(condition, candidate, "type")
                                && equal(condition, candidate, "status")
                                && equal(condition, candidate, "reason")));
    }

    private static boolean equal(JsonObject expected, JsonObject actual, String field) {
        return !expected.containsKey(field) || expected.getString(field).equals(actual.getString(field));
    }

    private static JsonArray array(JsonObject holder, String field) {
        return holder.getJsonArray(field, new JsonArray());
    }

    private static List<JsonObject> objects(JsonObject holder, String field) {
        return array(holder, field).stream().map(JsonObject.class::cast).toList();
    }

    private void require(boolean condition, String expected) {
        if (!condition) {
            throw new AssertionError("expected of " + key.kind() + " " + key.name() + " " + expected + ": "
                    + expect.encode() + "\ngot " + status.encode() + "\nfindings:\n"
                    + world.product().findings());
        }
    }
}

package dev.pointsman.pipeline.conformance.step;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.conformance.cluster.Certificates;
import dev.pointsman.pipeline.conformance.cluster.ResourceKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Changes resources, all changes of a step together. */
final class ApplyStep {

    private static final Pattern CONFIG_MAP_VALUE = Pattern.compile("\\$\\{configMap:([^#}]+)#([^}]+)}");

    private ApplyStep() {}

    static void play(JsonArray changes, World world) {
        for (Object change : fill(changes, world).stream().toList()) {
            apply((JsonObject) change, world);
        }
        world.product().apply(world.cluster());
    }

    private static void apply(JsonObject change, World world) {
        if (change.containsKey("create")) {
            // It is created later than everything that is there, so also than what it is to be newer than.
            world.cluster().create(change.getJsonObject("create"));
        } else if (change.containsKey("merge_patch")) {
            JsonObject patch = change.getJsonObject("merge_patch");
            world.cluster().mergePatch(key(patch), patch.getJsonObject("patch"));
        } else if (change.containsKey("delete")) {
            world.cluster().delete(key(change.getJsonObject("delete")));
        } else if (change.containsKey("set_endpoints")) {
            setEndpoints(change.getJsonObject("set_endpoints"), world);
        } else {
            throw new AssertionError("changes of this kind are not made: " + change.fieldNames());
        }
    }

    private static void setEndpoints(JsonObject change, World world) {
        String[] deployment = change.getString("fromDeployment").split("/");
        List<String> addresses = change.getString("addressType").equals("IPv4")
                ? world.backends().addresses(deployment[0], deployment[1])
                : List.of();
        if (!addresses.isEmpty()) {
            world.cluster()
                    .setEndpoints(new ResourceKey("EndpointSlice", change.getString("endpointSlice")), addresses);
        }
    }

    private static ResourceKey key(JsonObject named) {
        return new ResourceKey(named.getString("kind"), named.getString("name"));
    }

    private static JsonArray fill(JsonArray changes, World world) {
        String text = changes.encode();
        for (var variable : world.variables().entrySet()) {
            text = text.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return new JsonArray(CONFIG_MAP_VALUE.matcher(text).replaceAll(match -> value(match.group(1), world)));
    }

    /** A value of a generated ConfigMap, as it stands between the quotes of a JSON text. */
    private static String value(String configMap, World world) {
        Certificates.Entry entry = world.certificates().configMap(configMap);
        if (entry == null) {
            throw new AssertionError("there is no generated ConfigMap " + configMap);
        }
        String quoted = new JsonArray().add(entry.certificatePem()).encode();
        return Matcher.quoteReplacement(quoted.substring(2, quoted.length() - 2));
    }
}

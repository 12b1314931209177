package dev.pointsman.pipeline.conformance.cluster;

import java.util.HashMap;
import java.util.Map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What the conformance suite and a Kubernetes API server do to a resource before a controller sees it, and what only Pointsman needs: a
 * VIP for every Gateway, because Pointsman's Gateways say theirs.
 */
public final class Normalization {

    static final String CLASS = "pointsman";
    private static final String CONTROLLER = "pointsman.dev/gateway-controller";

    private final Addresses addresses;
    private final Map<String, String> vips = new HashMap<>();

    public Normalization(Addresses addresses) {
        this.addresses = addresses;
    }

    JsonObject of(JsonObject resource) {
        JsonObject spec = resource.getJsonObject("spec");
        switch (resource.getString("kind")) {
            case "Gateway" -> {
                spec.put("gatewayClassName", CLASS);
                giveAddress(resource, spec);
            }
            case "GatewayClass" -> spec.put("controllerName", CONTROLLER);
            case "Namespace" -> nameLabel(resource.getJsonObject("metadata"));
            default -> {
                // Everything else is taken as it is written.
            }
        }
        return resource;
    }

    private void giveAddress(JsonObject gateway, JsonObject spec) {
        if (!spec.containsKey("addresses")) {
            String vip = vips.computeIfAbsent(ResourceKey.of(gateway).name(), any -> addresses.next());
            spec.put(
                    "addresses",
                    new JsonArray()
                            .add(new JsonObject().put("type", "IPAddress").put("value", vip)));
        }
    }

    /** The API server labels every namespace with its name. */
    private static void nameLabel(JsonObject metadata) {
        if (!metadata.containsKey("labels")) {
            metadata.put("labels", new JsonObject());
        }
        metadata.getJsonObject("labels").put("kubernetes.io/metadata.name", metadata.getString("name"));
    }
}

package dev.pointsman.pipeline.conformance.step;

import java.util.Map;

import dev.pointsman.pipeline.conformance.Product;
import dev.pointsman.pipeline.conformance.backend.Backends;
import dev.pointsman.pipeline.conformance.cluster.Certificates;
import dev.pointsman.pipeline.conformance.cluster.Cluster;
import dev.pointsman.pipeline.conformance.cluster.ResourceKey;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * What the steps of one case share.
 *
 * @param variables what {@code ${...}} in a change stands for, besides the values of ConfigMaps
 */
public record World(
        Cluster cluster,
        Product product,
        Backends backends,
        Certificates certificates,
        Vertx vertx,
        Map<String, String> variables,
        Attempts attempts) {

    /** The address of the Gateway that a traffic step names. */
    String address(JsonObject step) {
        return cluster.get(new ResourceKey("Gateway", step.getString("gateway")))
                .getJsonObject("spec")
                .getJsonArray("addresses")
                .getJsonObject(0)
                .getString("value");
    }
}

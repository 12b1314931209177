package dev.pointsman.pipeline.conformance;

import java.util.List;

import dev.pointsman.pipeline.conformance.cluster.Addresses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What Pointsman needs besides the Gateway API's resources: a Fleet of one node, and the class that names it. */
final class FleetResources {

    private static final String NAMESPACE = "pointsman-conformance";

    private FleetResources() {}

    static List<JsonObject> of(Addresses addresses) {
        JsonObject node = new JsonObject()
                .put("name", "node")
                .put("zone", "eu-central-1a")
                .put("address", addresses.next())
                .put("interfaceId", "eni-0a000000");
        JsonObject fleet = new JsonObject()
                .put("apiVersion", "pointsman.dev/v1")
                .put("kind", "Fleet")
                .put("metadata", new JsonObject().put("namespace", NAMESPACE).put("name", "fleet"))
                .put(
                        "spec",
                        new JsonObject()
                                .put("region", "eu-central-1")
                                .put("vpcId", "vpc-0123456789abcdef0")
                                .put("nodes", new JsonArray().add(node))
                                .put("routeTables", new JsonObject().put("all", true)));
        JsonObject gatewayClass = new JsonObject()
                .put("apiVersion", "gateway.networking.k8s.io/v1")
                .put("kind", "GatewayClass")
                .put("metadata", new JsonObject().put("name", "pointsman"))
                .put(
                        "spec",
                        new JsonObject()
                                .put("controllerName", "pointsman.dev/gateway-controller")
                                .put(
                                        "parametersRef",
                                        new JsonObject()
                                                .put("group", "pointsman.dev")
                                                .put("kind", "Fleet")
                                                .put("namespace", NAMESPACE)
                                                .put("name", "fleet")));
        return List.of(fleet, gatewayClass);
    }
}

package dev.pointsman.pipeline.conformance.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.pointsman.pipeline.conformance.cluster.Addresses;
import dev.pointsman.pipeline.conformance.cluster.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Every echo backend of the folder, running, and the EndpointSlices of the Services before them. */
public final class Backends {

    private final List<Pod> pods = new ArrayList<>();
    private final Mirrored seen = new Mirrored();
    private final JsonArray services;

    private Backends(JsonArray services) {
        this.services = services;
    }

    /** Starts what {@code _backends.yaml} lists; they end with the Vert.x instance. */
    public static Backends start(Vertx vertx, JsonObject description, Certificates certificates, Addresses addresses)
            throws Exception {
        Backends backends = new Backends(description.getJsonArray("services"));
        List<Future<?>> starting = new ArrayList<>();
        for (Object entry : description.getJsonArray("deployments").stream().toList()) {
            JsonObject deployment = (JsonObject) entry;
            for (int replica = 0; replica < deployment.getInteger("replicas"); replica++) {
                Pod pod = Pod.of(deployment.getString("namespace"), deployment.getString("name"), addresses);
                backends.pods.add(pod);
                starting.addAll(backends.start(vertx, pod, deployment, certificates));
            }
        }
        Future.all(starting).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return backends;
    }

    private List<Future<?>> start(Vertx vertx, Pod pod, JsonObject deployment, Certificates certificates) {
        Certificates.Entry certificate = certificates.secret(deployment.getString("tls_secret", ""));
        return switch (deployment.getString("mode")) {
            case "http" -> {
                Certificates.Entry clientAuthority =
                        certificates.configMap(deployment.getString("tls_client_ca_config_map", ""));
                yield new HttpEcho(vertx, pod, seen).listen(certificate, clientAuthority);
            }
            case "tcp" -> new TcpEcho(vertx, pod).listen(certificate);
            // No step that is played needs the others.
            default -> List.of();
        };
    }

    /** The request targets that the pods have echoed. */
    public Mirrored seen() {
        return seen;
    }

    /** The addresses of one Deployment's pods. */
    public List<String> addresses(String namespace, String deployment) {
        return pods.stream()
                .filter(pod ->
                        pod.namespace().equals(namespace) && pod.deployment().equals(deployment))
                .map(Pod::address)
                .toList();
    }

    /** The EndpointSlices that Kubernetes would make for the Services with a selector in these manifests. */
    public List<JsonObject> endpointSlices(Set<String> manifests) {
        List<JsonObject> slices = new ArrayList<>();
        for (Object entry : services.stream().toList()) {
            JsonObject service = (JsonObject) entry;
            if (manifests.contains(service.getString("manifest")) && service.containsKey("deployments")) {
                slices.add(slice(service));
            }
        }
        return slices;
    }

    private JsonObject slice(JsonObject service) {
        String namespace = service.getString("namespace");
        JsonArray ports = new JsonArray();
        service.getJsonArray("ports").stream()
                .map(JsonObject.class::cast)
                .forEach(port -> ports.add(new JsonObject()
                        .put("name", port.getString("name", ""))
                        .put("port", port.getInteger("targetPort"))
                        .put("protocol", port.getString("protocol"))));
        JsonArray endpoints = new JsonArray();
        service.getJsonArray("deployments").stream()
                .flatMap(deployment -> addresses(namespace, deployment.toString()).stream())
                .forEach(address -> endpoints.add(new JsonObject()
                        .put("addresses", new JsonArray().add(address))
                        .put("conditions", new JsonObject().put("ready", true))));
        return new JsonObject()
                .put("apiVersion", "discovery.k8s.io/v1")
                .put("kind", "EndpointSlice")
                .put(
                        "metadata",
                        new JsonObject()
                                .put("namespace", namespace)
                                .put("name", service.getString("name") + "-pods")
                                .put(
                                        "labels",
                                        new JsonObject().put("kubernetes.io/service-name", service.getString("name"))))
                .put("addressType", "IPv4")
                .put("ports", ports)
                .put("endpoints", endpoints);
    }
}

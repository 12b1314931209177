package dev.pointsman.lab.bench.reload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The definitions of one VIP, and what they say at each revision: at every odd one an endpoint comes or goes, at every even one the header
 * that leads to the canary has another value, which is a line of the configuration.
 *
 * <p>Whatever the revision, every request is to be answered.
 */
final class ChangingDefinitions {

    static final String VIP = "10.99.0.10";
    static final int HTTP = 8080;
    static final int HTTPS = 8443;
    static final int BACKEND_PORT = 8080;

    /** As the Fleet has it. */
    static final String NODE = "node-a";

    static final String NODE_ADDRESS = "10.20.1.10";
    static final String SECRET_NAMESPACE = "shop";
    static final String SECRET = "web";

    /** Those who answer requests; one of them is away now and then. */
    static final List<String> ENDPOINTS = List.of("10.20.9.1", "10.20.9.2", "10.20.9.3", "10.20.9.4");

    static final String CANARY = "10.20.9.5";

    /** Who has WebSockets. */
    static final String WEBSOCKET_SERVER = "10.20.9.6";

    static final String WEBSOCKET_PATH = "/chat";

    private static final String GATEWAY = """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: web, namespace: shop}
            spec:
              gatewayClassName: pointsman
              addresses: [{value: %s}]
              listeners:
                - {name: http, protocol: HTTP, port: %d}
                - {name: https, protocol: HTTPS, port: %d, tls: {certificateRefs: [{name: %s}]}}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: %4$s, namespace: shop}
            type: pointsman.dev/node-files
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: shop, namespace: shop}
            spec:
              parentRefs: [{name: web}]
              rules:
                - matches: [{path: {type: PathPrefix, value: %s}}]
                  backendRefs: [{name: chat, port: 80}]
                - matches: [{headers: [{name: X-Canary, value: "canary-%d"}]}]
                  backendRefs: [{name: canary, port: 80}]
                - backendRefs: [{name: shop, port: 80}]
            """;

    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: %1$s, namespace: shop}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: %1$s, namespace: shop, labels: {kubernetes.io/service-name: %1$s}}
            addressType: IPv4
            ports: [{port: %2$d}]
            endpoints: [%3$s]
            """;

    private ChangingDefinitions() {}

    /** Whether a revision asks for a reload. */
    static boolean changesTheConfiguration(int revision) {
        return revision % 2 == 0;
    }

    /** The whole of the definitions in one file. */
    static String at(int revision) {
        StringBuilder text = new StringBuilder(fleet())
                .append(GATEWAY.formatted(VIP, HTTP, HTTPS, SECRET, WEBSOCKET_PATH, revision / 2));
        service(text, "canary", List.of(CANARY));
        service(text, "chat", List.of(WEBSOCKET_SERVER));
        List<String> shop = new ArrayList<>(ENDPOINTS);
        int change = (revision + 1) / 2;
        if (change % 2 == 1) {
            shop.remove(change / 2 % ENDPOINTS.size());
        }
        service(text, "shop", shop);
        return text.toString();
    }

    private static void service(StringBuilder text, String name, List<String> endpoints) {
        text.append(SERVICE.formatted(
                name,
                BACKEND_PORT,
                endpoints.stream().map("{addresses: [%s]}"::formatted).collect(Collectors.joining(", "))));
    }

    private static String fleet() {
        try (InputStream file = ChangingDefinitions.class.getResourceAsStream("/fleet-of-one.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.pointsman.agent.apply;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.agent.certificate.TestPair;

/**
 * Definitions of Services and of the routes that lead to them, for a {@link TestFleet}; each change is a new text.
 *
 * <p>A route of a host sends all requests to the Services that it names, by weight.
 */
public final class TestServices {

    private final SortedMap<String, String> services = new TreeMap<>();
    private final SortedMap<String, String> routes = new TreeMap<>();
    private final StringBuilder more = new StringBuilder();

    /** A Service with these endpoints, each {@code address:port}; said again, it has others. */
    public TestServices service(String name, List<String> endpoints) {
        StringBuilder text = new StringBuilder("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: edge}
                spec:
                  ports: [{port: 80, targetPort: 8080}]
                ---
                """.formatted(name));
        int number = 0;
        for (String endpoint : endpoints) {
            String[] parts = endpoint.split(":");
            text.append("""
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata: {name: %s-%d, namespace: edge, labels: {kubernetes.io/service-name: %s}}
                    addressType: IPv4
                    ports: [{port: %s}]
                    endpoints: [{addresses: [%s]}]
                    ---
                    """.formatted(name, number++, name, parts[1], parts[0]));
        }
        services.put(name, text.toString());
        return this;
    }

    /** A Service {@code shop} with these servers, and the route of a host to it. */
    public static TestServices shop(String host, EchoServer... servers) {
        return new TestServices()
                .service(
                        "shop",
                        List.of(servers).stream().map(EchoServer::endpoint).toList())
                .route(host, "/", Map.of("shop", 1));
    }

    /** A Service whose endpoints are instances with a tag {@code app}, at a port. */
    TestServices selecting(String name, String app, int port) {
        services.put(name, """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: edge}
                spec:
                  selector: {app: %s}
                  ports: [{port: 80, targetPort: %d}]
                ---
                """.formatted(name, app, port));
        return this;
    }

    /** A route of a host under a path, to Services with weights. */
    public TestServices route(String host, String path, Map<String, Integer> targets) {
        routes.put(host + path, """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: %s, namespace: edge}
                spec:
                  parentRefs: [{name: public}]
                  hostnames: [%s]
                  rules:
                    - matches: [{path: {type: PathPrefix, value: %s}}]
                      backendRefs: [%s]
                ---
                """.formatted(
                        host.replace('.', '-') + path.replace('/', '-') + "0",
                        host,
                        path,
                        new TreeMap<>(targets)
                                .entrySet().stream()
                                        .map(target -> "{name: %s, port: 80, weight: %d}"
                                                .formatted(target.getKey(), target.getValue()))
                                        .collect(Collectors.joining(", "))));
        return this;
    }

    /** No route of that host and path any more. */
    TestServices without(String host, String path) {
        routes.remove(host + path);
        return this;
    }

    /** The endpoints of a Service are spoken to over TLS, and verified by that name and by the {@link #authorities}. */
    public TestServices overTls(String service, String hostname) {
        return and("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: BackendTLSPolicy
                metadata: {name: %1$s, namespace: edge}
                spec:
                  targetRefs: [{group: "", kind: Service, name: %1$s}]
                  validation:
                    hostname: %2$s
                    caCertificateRefs: [{group: "", kind: ConfigMap, name: authorities}]
                """.formatted(service, hostname));
    }

    /** The ConfigMap {@code authorities} with these certificates. */
    public TestServices authorities(TestPair... authorities) {
        StringBuilder text = new StringBuilder("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: authorities, namespace: edge}
                data:
                  ca.crt: |
                """);
        for (TestPair authority : authorities) {
            text.append(authority.chainText().indent(4));
        }
        return and(text.toString());
    }

    /** Any other resources. */
    public TestServices and(String text) {
        more.append(text).append("---\n");
        return this;
    }

    /** Commits them in place of the fleet's routes; returns the revision. */
    public String commitTo(TestFleet fleet) throws IOException {
        return fleet.commit(
                "route.yaml", before -> String.join("", services.values()) + String.join("", routes.values()) + more);
    }
}

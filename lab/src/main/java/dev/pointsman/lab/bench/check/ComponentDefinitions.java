package dev.pointsman.lab.bench.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Definitions of as many components as are wanted, in the layout and of the size of the example's: a folder for each with a route, its
 * Services and their tests.
 *
 * @param components how many; at most 10,000
 */
record ComponentDefinitions(int components) {

    private static final String EDGE = """
            apiVersion: pointsman.dev/v1
            kind: Fleet
            metadata: {name: bench, namespace: edge}
            spec:
              region: eu-central-1
              vpcId: vpc-0c1d2e3f4a5b6c7d8
              nodes:
                - {name: node-a, zone: eu-central-1a, address: 10.20.1.10, interfaceId: eni-0a000000000000010}
                - {name: node-b, zone: eu-central-1b, address: 10.20.2.10, interfaceId: eni-0b000000000000010}
              routeTables: {all: true}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: pointsman}
            spec:
              controllerName: pointsman.dev/gateway-controller
              parametersRef: {group: pointsman.dev, kind: Fleet, name: bench, namespace: edge}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: public, namespace: edge}
            spec:
              gatewayClassName: pointsman
              addresses: [{value: 10.99.0.10}]
              listeners: [{name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}]
            """;

    private static final String ROUTE = """
            # component-%1$d.example.com: a request with the header X-Version: v2 reaches version 2, all others version 1.
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata:
              name: component-%1$d
              namespace: team-%1$d
            spec:
              parentRefs:
                - name: public
                  namespace: edge
              hostnames:
                - component-%1$d.example.com
              rules:
                - matches:
                    - headers:
                        - name: X-Version
                          value: v2
                  backendRefs:
                    - name: v2
                      port: 80
                - matches:
                    - path:
                        type: PathPrefix
                        value: /search
                  backendRefs:
                    - name: v1
                      port: 80
                      weight: 90
                    - name: v2
                      port: 80
                      weight: 10
                - backendRefs:
                    - name: v1
                      port: 80
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: %2$s
              namespace: team-%1$d
            spec:
              ports:
                - port: 80
                  targetPort: 8080
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: %2$s
              namespace: team-%1$d
              labels:
                kubernetes.io/service-name: %2$s
            addressType: IPv4
            ports:
              - port: 8080
            endpoints:
              - addresses: [%3$s]
              - addresses: [%4$s]
            """;

    private static final String TESTS = """
            apiVersion: pointsman.dev/v1
            kind: RouteTest
            metadata:
              name: component-%1$d
              namespace: team-%1$d
            spec:
              tests:
                - name: version 2 is asked for by a header
                  request:
                    url: http://component-%1$d.example.com/cart?item=1
                    headers:
                      - name: X-Version
                        value: v2
                  expect:
                    backendRef: {name: v2, port: 80}
                - name: without it there is version 1
                  request:
                    url: http://component-%1$d.example.com/
                  expect:
                    backendRef: {name: v1, port: 80}
                    status: 200
            """;

    private static final int FILES_EACH = 3;
    private static final int TESTS_EACH = 2;

    ComponentDefinitions {
        if (components < 1 || components > 10_000) {
            throw new IllegalArgumentException(components + " components are not between 1 and 10,000");
        }
    }

    /** As many as fit into so many files. */
    static ComponentDefinitions ofFiles(int files) {
        return new ComponentDefinitions((files - 1) / FILES_EACH);
    }

    /** How many files {@link #write} writes: the edge's and three for each component. */
    int files() {
        return 1 + FILES_EACH * components;
    }

    /** How many requests the RouteTests make. */
    int tests() {
        return TESTS_EACH * components;
    }

    /** Writes them into a folder that is there. */
    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("edge.yaml"), EDGE);
        for (int component = 0; component < components; component++) {
            Path own = Files.createDirectory(folder.resolve("component-" + component));
            Files.writeString(own.resolve("route.yaml"), ROUTE.formatted(component));
            Files.writeString(
                    own.resolve("services.yaml"),
                    service(component, "v1", 10) + "---\n" + service(component, "v2", 60));
            Files.writeString(own.resolve("tests.yaml"), TESTS.formatted(component));
        }
    }

    private static String service(int component, String name, int network) {
        return SERVICE.formatted(component, name, address(network, component), address(network + 100, component));
    }

    private static String address(int network, int component) {
        return "10." + network + "." + component / 250 + "." + (1 + component % 250);
    }
}

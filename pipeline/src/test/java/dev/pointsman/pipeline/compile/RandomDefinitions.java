package dev.pointsman.pipeline.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.pointsman.pipeline.FleetOfOne;

/** Makes valid definitions from a random number: few names, so that rules meet and tie often. */
final class RandomDefinitions {

    private static final List<String> HOSTS =
            List.of("a.example.com", "b.example.com", "\"*.example.com\"", "\"*.com\"", "a.b.example.com");

    private static final List<String> PATHS = List.of("/", "/a", "/a/", "/a/b", "/b", "/ab");

    private final Random random;
    private final List<String> documents = new ArrayList<>(List.of(FleetOfOne.TEXT.split("---\n")));

    private RandomDefinitions(Random random) {
        this.random = random;
    }

    static List<String> documents(Random random) {
        RandomDefinitions making = new RandomDefinitions(random);
        making.gateways(1 + random.nextInt(3));
        making.services(1 + random.nextInt(4));
        making.routes(1 + random.nextInt(8));
        return making.documents;
    }

    private void gateways(int count) {
        for (int i = 0; i < count; i++) {
            documents.add("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: g%d, namespace: edge}
                    spec:
                      gatewayClassName: pointsman
                      addresses: [{value: 10.99.0.%d}]
                      listeners:
                        - {name: any, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}
                        - {name: wide, protocol: HTTP, port: 80, hostname: "*.example.com", allowedRoutes: {namespaces: {from: All}}}
                        - {name: other, protocol: HTTP, port: 8080, hostname: a.example.com, allowedRoutes: {namespaces: {from: All}}}
                    """.formatted(i, i));
        }
        gatewayCount = count;
    }

    private int gatewayCount;
    private int serviceCount;

    private void services(int count) {
        serviceCount = count;
        for (String namespace : List.of("n", "n-a")) {
            for (int i = 0; i < count; i++) {
                documents.add("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: s%d, namespace: %s}
                        spec: {ports: [{port: 80}]}
                        """.formatted(i, namespace));
                for (int slice = 0; slice < 1 + random.nextInt(2); slice++) {
                    documents.add(
                            """
                            apiVersion: discovery.k8s.io/v1
                            kind: EndpointSlice
                            metadata: {name: s%d-%d, namespace: %s, labels: {kubernetes.io/service-name: s%d}}
                            addressType: IPv4
                            ports: [{port: 8080}]
                            endpoints: [{addresses: [10.20.1.%d]}, {addresses: [10.20.2.%d]}]
                            """.formatted(i, slice, namespace, i, 20 + random.nextInt(9), 20 + random.nextInt(9)));
                }
            }
        }
    }

    private void routes(int count) {
        for (int i = 0; i < count; i++) {
            StringBuilder rules = new StringBuilder();
            for (int rule = 0; rule < 1 + random.nextInt(3); rule++) {
                rules.append("    - matches:\n");
                for (int match = 0; match < 1 + random.nextInt(3); match++) {
                    rules.append("        - ").append(match()).append('\n');
                }
                rules.append("      backendRefs: [{name: s%d, port: 80, weight: %d}]\n"
                        .formatted(random.nextInt(serviceCount), random.nextInt(5)));
            }
            String namespace = random.nextBoolean() ? "n" : "n-a";
            String created = random.nextInt(3) == 0
                    ? ", creationTimestamp: \"2026-01-0%dT00:00:00Z\"".formatted(1 + random.nextInt(3))
                    : "";
            documents.add("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: HTTPRoute
                    metadata: {name: r%d, namespace: %s%s}
                    spec:
                      parentRefs: [{name: g%d, namespace: edge}]
                      hostnames: [%s]
                      rules:
                    %s""".formatted(i, namespace, created, random.nextInt(gatewayCount), oneOf(HOSTS), rules));
        }
    }

    private String match() {
        StringBuilder match = new StringBuilder(
                "{path: {type: %s, value: %s}".formatted(random.nextBoolean() ? "Exact" : "PathPrefix", oneOf(PATHS)));
        if (random.nextInt(3) == 0) {
            match.append(", method: ").append(random.nextBoolean() ? "GET" : "POST");
        }
        if (random.nextInt(3) == 0) {
            match.append(", headers: [{name: X-Version, value: v")
                    .append(random.nextInt(2))
                    .append("}]");
        }
        if (random.nextInt(3) == 0) {
            match.append(", queryParams: [{name: q, value: v")
                    .append(random.nextInt(2))
                    .append("}]");
        }
        return match.append('}').toString();
    }

    private String oneOf(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}

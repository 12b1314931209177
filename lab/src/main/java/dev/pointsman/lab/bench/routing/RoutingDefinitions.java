package dev.pointsman.lab.bench.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.bundle.Bundle;
import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.finding.Severity;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.resolve.reference.AddressScope;

/**
 * Definitions of any size: routes of a host and some paths each.
 *
 * @param port where the Gateway listens, on 127.0.0.2
 * @param routes how many
 * @param paths how many rules a route has
 * @param endpoints addresses and ports of each Service, of one port; at most as many Services as routes, which use them in turn
 */
public record RoutingDefinitions(int port, int routes, int paths, List<List<String>> endpoints) {

    private static final String GATEWAY = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: web, namespace: shop}
            spec:
              gatewayClassName: pointsman
              addresses: [{value: 127.0.0.2}]
              listeners: [{name: http, protocol: HTTP, port: %d}]
            """;

    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: route-%1$d, namespace: shop}
            spec:
              parentRefs: [{name: web}]
              hostnames: [%2$s]
              rules:
            """;

    private static final String RULE = """
                - matches: [{path: {value: %s}}]
                  backendRefs: [{name: service-%d, port: 80}]
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: service-%1$d, namespace: shop}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: service-%1$d, namespace: shop, labels: {kubernetes.io/service-name: service-%1$d}}
            addressType: IPv4
            ports: [{port: %2$s}]
            endpoints:
            """;

    static String host(int route) {
        return "host-" + route + ".example.com";
    }

    static String path(int number) {
        return "/service/v" + number;
    }

    private static String fleet() {
        try (InputStream file = RoutingDefinitions.class.getResourceAsStream("/fleet-of-one.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file for each route and each Service. */
    public DefinitionSet write() {
        List<DefinitionFile> files = new ArrayList<>();
        files.add(new DefinitionFile("edge.yaml", fleet() + "---\n" + GATEWAY.formatted(port)));
        for (int route = 0; route < routes; route++) {
            StringBuilder text = new StringBuilder(ROUTE.formatted(route, host(route)));
            for (int path = 0; path < paths; path++) {
                text.append(RULE.formatted(path(path), service(route)));
            }
            files.add(new DefinitionFile("route-" + route + ".yaml", text.toString()));
        }
        for (int service = 0; service < endpoints.size(); service++) {
            List<String> own = endpoints.get(service);
            StringBuilder text =
                    new StringBuilder(SERVICE.formatted(service, own.getFirst().split(":")[1]));
            own.forEach(endpoint -> text.append("  - addresses: [")
                    .append(endpoint.split(":")[0])
                    .append("]\n"));
            files.add(new DefinitionFile("service-" + service + ".yaml", text.toString()));
        }
        return new DefinitionSet(files, List.of());
    }

    /** The number of the Service that a route leads to. */
    int service(int route) {
        return route % endpoints.size();
    }

    /** From text to the files of a node, as the agent does it. */
    static Bundle compile(DefinitionSet set, Path root) throws IOException {
        var options = CompileOptions.defaults().withScope(AddressScope.LOOPBACK_TOO);
        if (!(DefinitionCompiler.compile(set, options) instanceof Compilation.Accepted accepted)) {
            var first = DefinitionCompiler.compile(set, options).findings().stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .findFirst();
            throw new IOException("failed to compile the benchmark's definitions: " + first);
        }
        return BundleRenderer.render(accepted.plan(), "bench", "node-a", new NodeLayout(root), "eth0");
    }
}

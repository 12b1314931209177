package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.lab.git.Checkout;

/**
 * A real repository with the definitions of a fleet whose only node is this machine, on loopback addresses.
 *
 * <p>Each commit is made and pushed by the real {@code git}.
 */
public final class TestFleet {

    static final String NODE_ADDRESS = "127.0.0.1";

    private final Path repository;
    private final Checkout developer;
    private final int port;

    private TestFleet(Path repository, Checkout developer, int port) {
        this.repository = repository;
        this.developer = developer;
        this.port = port;
    }

    /** Makes the repository below a folder; it has no commit yet. */
    public static TestFleet make(Path folder) throws IOException {
        Path repository = folder.resolve("definitions.git");
        Checkout.createRepository(repository);
        Checkout developer = Checkout.clone(List.of(), repository.toString(), folder.resolve("developer"));
        return new TestFleet(repository, developer, RunningHaproxy.freePort());
    }

    public Path repository() {
        return repository;
    }

    /** The port of the first listener. */
    public int port() {
        return port;
    }

    /** Commits the whole of the definitions, with one route whose requests get 500, for nobody is behind it. */
    public String commitFirst() throws IOException {
        write("fleet.yaml", """
                apiVersion: pointsman.dev/v1
                kind: Fleet
                metadata: {name: lab, namespace: edge}
                spec:
                  region: eu-central-1
                  vpcId: vpc-0c1d2e3f4a5b6c7d8
                  nodes:
                    - {name: node-a, zone: eu-central-1a, address: %s, interfaceId: eni-0a000000000000010}
                    - {name: node-b, zone: eu-central-1b, address: 127.0.0.2, interfaceId: eni-0b000000000000010}
                  routeTables: {all: true}
                  affinity: Single
                  vrrp: {advertisementInterval: 100ms, preemptDelay: 30s}
                """.formatted(NODE_ADDRESS));
        write("gateway.yaml", gateway(port));
        write("route.yaml", route("a.example.com"));
        return developer.commitAndPush("begin");
    }

    /** Another host name: changes what every node serves. */
    public String commitHost(String host) throws IOException {
        write("route.yaml", route(host));
        return developer.commitAndPush("serve " + host);
    }

    /** Another listener beside the first. */
    String commitListener(int otherPort) throws IOException {
        write("gateway.yaml", gateway(port) + """
                    - {name: other, protocol: HTTP, port: %d}
                """.formatted(otherPort));
        return developer.commitAndPush("listen on " + otherPort);
    }

    /** A listener whose certificate the node must have, for the Secret edge/web. */
    public String commitTlsListener(int otherPort) throws IOException {
        write("gateway.yaml", gateway(port) + """
                    - {name: https, protocol: HTTPS, port: %d, tls: {certificateRefs: [{name: web}]}}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: web, namespace: edge}
                type: pointsman.dev/node-files
                """.formatted(otherPort));
        return developer.commitAndPush("listen with TLS on " + otherPort);
    }

    /** A comment: changes nothing for any node. */
    String commitComment(String comment) throws IOException {
        developer.edit("route.yaml", text -> text + "# " + comment + "\n");
        return developer.commitAndPush("say " + comment);
    }

    /** A field that nobody knows, at line 2 of route.yaml. */
    public String commitMistake() throws IOException {
        developer.edit("route.yaml", text -> text.replaceFirst("kind:", "knd: X\nkind:"));
        return developer.commitAndPush("mistype");
    }

    public String commit(String file, UnaryOperator<String> change) throws IOException {
        developer.edit(file, change);
        return developer.commitAndPush("change " + file);
    }

    public String dropLastCommit() throws IOException {
        return developer.dropLastCommit();
    }

    private static String gateway(int port) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: GatewayClass
                metadata: {name: pointsman}
                spec:
                  controllerName: pointsman.dev/gateway-controller
                  parametersRef: {group: pointsman.dev, kind: Fleet, name: lab, namespace: edge}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: public, namespace: edge}
                spec:
                  gatewayClassName: pointsman
                  addresses: [{type: IPAddress, value: 127.9.0.10}]
                  listeners:
                    - {name: http, protocol: HTTP, port: %d}
                """.formatted(port);
    }

    private static String route(String host) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop, namespace: edge}
                spec:
                  parentRefs: [{name: public}]
                  hostnames: [%s]
                  rules:
                    - backendRefs: []
                """.formatted(host);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(developer.directory().resolve(file), text);
    }
}

package dev.pointsman.pipeline.plan.backend;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Service's port with the endpoints behind it.
 *
 * @param name which Service and port
 * @param protocol what its endpoints speak
 * @param tls how it is spoken to over TLS; empty for cleartext
 * @param endpoints sorted by address and port, each once; without any, and without instances, requests are answered with 503
 * @param instances those that are its endpoints as well, when definitions select instances; which they are is known on a node
 * @param policy how they are watched, chosen among and spared
 */
public record Backend(
        BackendName name,
        BackendProtocol protocol,
        Optional<BackendTls> tls,
        List<Endpoint> endpoints,
        Optional<SelectedInstances> instances,
        TrafficPolicy policy) {

    public Backend {
        endpoints = endpoints.stream()
                .distinct()
                .sorted(Comparator.comparing(Endpoint::address).thenComparing(Endpoint::port))
                .toList();
    }

    /** A backend of listed endpoints. */
    public Backend(
            BackendName name,
            BackendProtocol protocol,
            Optional<BackendTls> tls,
            List<Endpoint> endpoints,
            TrafficPolicy policy) {
        this(name, protocol, tls, endpoints, Optional.empty(), policy);
    }

    /** A backend of listed endpoints under the default policy. */
    public Backend(BackendName name, BackendProtocol protocol, List<Endpoint> endpoints) {
        this(name, protocol, Optional.empty(), endpoints, TrafficPolicy.DEFAULT);
    }

    /** Whether anybody may be there to answer: endpoints that are listed, or instances, which definitions cannot count. */
    public boolean isServed() {
        return !endpoints.isEmpty() || instances.isPresent();
    }

    /** The same with the instances that there are now, by their addresses; without a selector of instances nothing changes. */
    public Backend withInstances(Collection<String> addresses) {
        return instances
                .map(selected -> new Backend(
                        name,
                        protocol,
                        tls,
                        addresses.stream()
                                .map(address -> new Endpoint(address, selected.port()))
                                .toList(),
                        instances,
                        policy))
                .orElse(this);
    }
}

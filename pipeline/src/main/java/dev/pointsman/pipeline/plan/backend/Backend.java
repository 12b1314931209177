package dev.pointsman.pipeline.plan.backend;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Service's port with the endpoints behind it.
 *
 * @param name which Service and port
 * @param protocol what its endpoints speak
 * @param tls how it is spoken to over TLS; empty for cleartext
 * @param endpoints sorted by address and port, each once; empty means that requests are answered with 503
 * @param policy how they are watched, chosen among and spared
 */
public record Backend(
        BackendName name,
        BackendProtocol protocol,
        Optional<BackendTls> tls,
        List<Endpoint> endpoints,
        TrafficPolicy policy) {

    public Backend {
        endpoints = endpoints.stream()
                .distinct()
                .sorted(Comparator.comparing(Endpoint::address).thenComparing(Endpoint::port))
                .toList();
    }

    /** A backend under the default policy. */
    public Backend(BackendName name, BackendProtocol protocol, List<Endpoint> endpoints) {
        this(name, protocol, Optional.empty(), endpoints, TrafficPolicy.DEFAULT);
    }
}

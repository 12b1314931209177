package dev.pointsman.pipeline.plan;

import java.util.Comparator;
import java.util.List;

/**
 * A Service's port with the endpoints behind it.
 *
 * @param name which Service and port
 * @param protocol what its endpoints speak
 * @param endpoints sorted by address and port, each once; empty means that requests are answered with 503
 */
public record Backend(BackendName name, BackendProtocol protocol, List<Endpoint> endpoints) {

    public Backend {
        endpoints = endpoints.stream()
                .distinct()
                .sorted(Comparator.comparing(Endpoint::address).thenComparing(Endpoint::port))
                .toList();
    }
}

package dev.pointsman.pipeline.resolve.route;

import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.plan.backend.BackendProtocol;

/**
 * What a Service port's {@code appProtocol} means for HTTP requests.
 *
 * <p>Source: Kubernetes, "Application protocol" of Services and KEP-3726 "Standard Application Protocols"; GEP-1911. That the connection is
 * encrypted is not said here, but by a BackendTLSPolicy.
 */
final class ApplicationProtocols {

    private static final Map<String, BackendProtocol> SERVED = Map.of(
            "", BackendProtocol.HTTP_1,
            "http", BackendProtocol.HTTP_1,
            "https", BackendProtocol.HTTP_1,
            "HTTPS", BackendProtocol.HTTP_1,
            "kubernetes.io/ws", BackendProtocol.HTTP_1,
            "kubernetes.io/wss", BackendProtocol.HTTP_1,
            "kubernetes.io/h2c", BackendProtocol.HTTP_2);

    static final String KNOWN = "http, https, kubernetes.io/h2c, kubernetes.io/ws and kubernetes.io/wss";

    private ApplicationProtocols() {}

    /** Empty when no HTTP request can be sent in it. */
    static Optional<BackendProtocol> of(String application) {
        return Optional.ofNullable(SERVED.get(application));
    }
}

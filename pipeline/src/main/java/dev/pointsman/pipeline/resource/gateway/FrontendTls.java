package dev.pointsman.pipeline.resource.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.resource.ObjectReference;

/**
 * How a Gateway validates the certificates of its clients.
 *
 * <p>Source: Gateway API v1.6, "FrontendTLSConfig".
 *
 * @param usual for every port that has no validation of its own; empty when it does not ask for certificates
 * @param perPort by port
 */
public record FrontendTls(Optional<Validation> usual, Map<Integer, Optional<Validation>> perPort) {

    /** It asks for no certificates. */
    public static final FrontendTls NONE = new FrontendTls(Optional.empty(), Map.of());

    public FrontendTls {
        perPort = Map.copyOf(perPort);
    }

    /** What holds for a port. */
    public Optional<Validation> of(int port) {
        return perPort.getOrDefault(port, usual);
    }

    /**
     * Source: Gateway API v1.6, "FrontendTLSValidation".
     *
     * @param authorities ConfigMaps with the certificates of those who may have signed a client's
     * @param required whether a client without a valid certificate is turned away ({@code AllowValidOnly})
     */
    public record Validation(List<ObjectReference> authorities, boolean required, Origin origin) {
        public Validation {
            authorities = List.copyOf(authorities);
        }
    }
}

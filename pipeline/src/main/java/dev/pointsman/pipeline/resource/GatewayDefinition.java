package dev.pointsman.pipeline.resource;

import java.util.List;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;

/**
 * An address with the ports to listen on.
 *
 * <p>Source: Gateway API v1, "Gateway".
 *
 * @param className the GatewayClass
 * @param addresses IPv4 addresses, dotted; the first is the VIP
 * @param listeners at least one, names distinct
 * @param fleet overrides the class's
 */
public record GatewayDefinition(
        Metadata metadata,
        Located<String> className,
        List<Located<String>> addresses,
        List<Listener> listeners,
        FleetReference fleet)
        implements Definition {

    public GatewayDefinition {
        addresses = List.copyOf(addresses);
        listeners = List.copyOf(listeners);
    }

    /**
     * A port to listen on.
     *
     * @param name unique in the Gateway
     * @param hostname a host name, {@code *.suffix}, or empty for every host
     * @param port 1 to 65535
     * @param admitsHttpRoutes whether its {@code allowedRoutes.kinds} leave room for HTTPRoutes
     * @param admitted the namespaces whose routes it takes
     */
    public record Listener(
            String name,
            Located<String> hostname,
            Located<Integer> port,
            boolean admitsHttpRoutes,
            AdmittedNamespaces admitted,
            Origin origin) {

        /** The kinds of routes that it takes. */
        public List<String> kinds() {
            return admitsHttpRoutes ? List.of(Kind.HTTP_ROUTE.title()) : List.of();
        }
    }

    /** Source: Gateway API v1, "FromNamespaces". */
    public enum AdmittedNamespaces {
        ALL,
        /** Those that are in the Gateway's own namespace. */
        SAME
    }
}

package dev.pointsman.pipeline.resource.gateway;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.LabelSelector;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ObjectReference;
import dev.pointsman.pipeline.resource.fleet.FleetReference;

/**
 * An address with the ports to listen on.
 *
 * <p>Source: Gateway API v1, "Gateway".
 *
 * @param className the GatewayClass
 * @param addresses IPv4 addresses, dotted; the first is the VIP
 * @param listeners at least one, names distinct
 * @param frontend how it validates its clients' certificates
 * @param clientCertificate what it shows to servers that it speaks TLS to ("GatewayBackendTLS"); empty for nothing
 * @param fleet overrides the class's
 */
public record GatewayDefinition(
        Metadata metadata,
        Located<String> className,
        List<Located<String>> addresses,
        List<Listener> listeners,
        FrontendTls frontend,
        Optional<ObjectReference> clientCertificate,
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
     * @param protocol as it is written
     * @param writtenKinds the kinds of routes that its {@code allowedRoutes} names; empty for all that go with the protocol
     * @param admitted the namespaces whose routes it takes
     * @param tls how it takes TLS connections; means something for protocols over TLS only
     */
    public record Listener(
            String name,
            Located<String> hostname,
            Located<Integer> port,
            Located<String> protocol,
            List<RouteKind> writtenKinds,
            AdmittedNamespaces admitted,
            Tls tls,
            Origin origin) {
        public Listener {
            writtenKinds = List.copyOf(writtenKinds);
        }

        /** What it speaks. */
        public Protocol speaks() {
            return Protocol.of(protocol.value());
        }

        /** The kinds of routes that it takes. */
        public List<String> kinds() {
            return speaks().routes().stream()
                    .filter(this::admits)
                    .map(Kind::title)
                    .toList();
        }

        /** Whether routes of this kind can be attached. */
        public boolean admits(Kind route) {
            return speaks().routes().contains(route)
                    && (writtenKinds.isEmpty() || writtenKinds.stream().anyMatch(kind -> kind.names(route)));
        }
    }

    /**
     * A kind of routes.
     *
     * <p>Source: Gateway API v1, "RouteGroupKind".
     */
    public record RouteKind(String group, Located<String> kind) {
        public boolean names(Kind route) {
            return group.equals(route.group()) && kind.value().equals(route.title());
        }
    }

    /**
     * How a listener takes TLS connections.
     *
     * <p>Source: Gateway API v1, "ListenerTLSConfig".
     *
     * @param passesThrough whether the connection is handed on as it is; otherwise it ends here
     * @param certificates what it shows to clients; in the order of preference
     */
    public record Tls(boolean passesThrough, List<ObjectReference> certificates) {
        public Tls {
            certificates = List.copyOf(certificates);
        }
    }

    /** Source: Gateway API v1, "FromNamespaces". */
    public sealed interface AdmittedNamespaces {
        /** Every namespace. */
        record All() implements AdmittedNamespaces {}

        /** The Gateway's own. */
        record Same() implements AdmittedNamespaces {}

        /** Those with such labels. */
        record Selected(LabelSelector selector) implements AdmittedNamespaces {}
    }
}

package dev.pointsman.pipeline.resource.route;

import java.util.List;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.resource.Metadata;

/**
 * Which connections go where: a TCPRoute, or a TLSRoute, which tells connections apart by the server name.
 *
 * <p>Source: Gateway API v1.6, "TCPRoute" and "TLSRoute".
 *
 * @param parents the Gateways that it attaches to
 * @param hostnames server names or {@code *.suffix}; empty for a TCPRoute
 * @param backends who gets the connections
 * @param rule where its only rule stands
 */
public record StreamRouteDefinition(
        Metadata metadata,
        List<ParentReference> parents,
        List<Located<String>> hostnames,
        List<HttpRouteDefinition.BackendReference> backends,
        Origin rule)
        implements RouteDefinition {
    public StreamRouteDefinition {
        parents = List.copyOf(parents);
        hostnames = List.copyOf(hostnames);
        backends = List.copyOf(backends);
    }
}

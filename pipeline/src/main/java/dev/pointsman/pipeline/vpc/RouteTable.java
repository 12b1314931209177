package dev.pointsman.pipeline.vpc;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * A route table.
 *
 * @param id {@code rtb-…}
 * @param isMain whether subnets without a table of their own go by it
 * @param subnetIds the subnets that it is associated with
 * @param gatewayIds the gateways that it is associated with; a table of a gateway holds no VIP
 * @param routes its IPv4 entries, by destination
 * @param tags keys and values
 */
public record RouteTable(
        String id,
        boolean isMain,
        List<String> subnetIds,
        List<String> gatewayIds,
        List<Route> routes,
        Map<String, String> tags) {

    public RouteTable {
        subnetIds = subnetIds.stream().sorted().toList();
        gatewayIds = gatewayIds.stream().sorted().toList();
        routes = routes.stream()
                .sorted(Comparator.comparing(route -> route.destination().toString()))
                .toList();
        tags = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    public boolean isOfGateway() {
        return !gatewayIds.isEmpty();
    }

    /** The entry for exactly this destination. */
    public Optional<Route> route(Ipv4Block destination) {
        return routes.stream()
                .filter(route -> route.destination().equals(destination))
                .findFirst();
    }
}

package dev.pointsman.agent.ec2;

import java.util.List;
import java.util.Optional;

/**
 * A VPC's route table.
 *
 * @param id {@code rtb-…}
 * @param routes its IPv4 entries
 */
public record RouteTable(String id, List<Route> routes) {

    public RouteTable {
        routes = List.copyOf(routes);
    }

    /** The entry for exactly this destination. */
    public Optional<Route> route(String destination) {
        return routes.stream()
                .filter(route -> route.destination().equals(destination))
                .findFirst();
    }
}

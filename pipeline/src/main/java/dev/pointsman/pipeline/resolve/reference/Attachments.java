package dev.pointsman.pipeline.resolve.reference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.route.RouteDefinition;

/** Which routes are attached to which listeners: what a Gateway's status counts. */
public final class Attachments {

    private record Place(String gateway, String listener) {}

    private final Map<Place, Set<String>> routes = new HashMap<>();

    /** Notes that the listener took the route; noting it again changes nothing. */
    public void add(GatewayDefinition gateway, GatewayDefinition.Listener listener, RouteDefinition route) {
        routes.computeIfAbsent(place(gateway, listener), any -> new HashSet<>()).add(name(route));
    }

    /** How many routes are attached to the listener (Gateway API v1, "ListenerStatus.attachedRoutes"). */
    public int count(GatewayDefinition gateway, GatewayDefinition.Listener listener) {
        return routes.getOrDefault(place(gateway, listener), Set.of()).size();
    }

    /** The Gateways that have a listener which took the route, {@code namespace/name}. */
    public SortedSet<String> gatewaysOf(RouteDefinition route) {
        return routes.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name(route)))
                .map(entry -> entry.getKey().gateway())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Place place(GatewayDefinition gateway, GatewayDefinition.Listener listener) {
        return new Place(gateway.metadata().fullName(), listener.name());
    }

    private static String name(Definition definition) {
        return definition.metadata().kind() + " " + definition.metadata().fullName();
    }
}

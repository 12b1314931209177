package dev.pointsman.lab.vpc;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A route table: entries, and what it is associated with.
 *
 * <p>Exists because moving a virtual IP means rewriting one entry in each of these.
 *
 * @param id {@code rtb-…}
 * @param vpcId the VPC it is part of
 * @param associations the subnets or gateways that use it, or the VPC itself (main)
 * @param routes entries by destination
 * @param tags keys and values
 */
public record RouteTable(
        String id,
        String vpcId,
        List<Association> associations,
        NavigableMap<Cidr, Route> routes,
        Map<String, String> tags) {

    /** What makes a table apply to packets. */
    public sealed interface Association {

        String id();

        /** To every subnet that has no table of its own. */
        record Main(String id) implements Association {
            public Main {
                ResourceKind.ROUTE_TABLE_ASSOCIATION.require(id);
            }
        }

        /** To one subnet, explicitly. */
        record OfSubnet(String id, String subnetId) implements Association {
            public OfSubnet {
                ResourceKind.ROUTE_TABLE_ASSOCIATION.require(id);
                ResourceKind.SUBNET.require(subnetId);
            }
        }

        /** To what comes in through a gateway (a "gateway route table" of the VPC User Guide). */
        record OfGateway(String id, String gatewayId) implements Association {
            public OfGateway {
                ResourceKind.ROUTE_TABLE_ASSOCIATION.require(id);
                ResourceKind.INTERNET_GATEWAY.require(gatewayId);
            }
        }
    }

    public RouteTable {
        ResourceKind.ROUTE_TABLE.require(id);
        ResourceKind.VPC.require(vpcId);
        associations = List.copyOf(associations);
        routes = Collections.unmodifiableNavigableMap(new TreeMap<>(routes));
        tags = Map.copyOf(tags);
    }

    public boolean isMain() {
        return associations.stream().anyMatch(Association.Main.class::isInstance);
    }

    public boolean isGatewayAssociated() {
        return associations.stream().anyMatch(Association.OfGateway.class::isInstance);
    }

    public boolean isExplicitlyUsedBy(String subnetId) {
        return associations.stream()
                .anyMatch(association -> association instanceof Association.OfSubnet of
                        && of.subnetId().equals(subnetId));
    }

    public Optional<Route> route(Cidr destination) {
        return Optional.ofNullable(routes.get(destination));
    }

    public Collection<Route> entries() {
        return routes.values();
    }

    /** This table with the entry added, or put in the place of the one with the same destination. */
    public RouteTable with(Route route) {
        NavigableMap<Cidr, Route> changed = new TreeMap<>(routes);
        changed.put(route.destination(), route);
        return new RouteTable(id, vpcId, associations, changed, tags);
    }

    public RouteTable without(Cidr destination) {
        NavigableMap<Cidr, Route> changed = new TreeMap<>(routes);
        changed.remove(destination);
        return new RouteTable(id, vpcId, associations, changed, tags);
    }
}

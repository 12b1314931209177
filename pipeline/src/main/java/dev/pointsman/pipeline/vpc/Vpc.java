package dev.pointsman.pipeline.vpc;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * One VPC, as far as it is known.
 *
 * @param id {@code vpc-…}
 * @param cidrs its address ranges
 * @param subnets by id
 * @param routeTables by id
 * @param networkInterfaces by id
 */
public record Vpc(
        String id,
        List<Ipv4Block> cidrs,
        SortedMap<String, Subnet> subnets,
        SortedMap<String, RouteTable> routeTables,
        SortedMap<String, NetworkInterface> networkInterfaces,
        SortedMap<String, Instance> instances,
        SortedMap<String, SecurityGroup> securityGroups) {

    public Vpc {
        cidrs = List.copyOf(cidrs);
        subnets = copy(subnets);
        routeTables = copy(routeTables);
        networkInterfaces = copy(networkInterfaces);
        instances = copy(instances);
        securityGroups = copy(securityGroups);
    }

    public Vpc(
            String id,
            List<Ipv4Block> cidrs,
            Collection<Subnet> subnets,
            Collection<RouteTable> routeTables,
            Collection<NetworkInterface> networkInterfaces,
            Collection<Instance> instances,
            Collection<SecurityGroup> securityGroups) {
        this(
                id,
                cidrs,
                byId(subnets, Subnet::id),
                byId(routeTables, RouteTable::id),
                byId(networkInterfaces, NetworkInterface::id),
                byId(instances, Instance::id),
                byId(securityGroups, SecurityGroup::id));
    }

    /**
     * The table by which a subnet's packets go: its own, else the main one (Amazon VPC User Guide, "Subnet route tables"); empty when
     * neither is known.
     */
    public Optional<RouteTable> tableOf(Subnet subnet) {
        return routeTables.values().stream()
                .filter(table -> table.subnetIds().contains(subnet.id()))
                .findFirst()
                .or(() ->
                        routeTables.values().stream().filter(RouteTable::isMain).findFirst());
    }

    private static <T> SortedMap<String, T> copy(SortedMap<String, T> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    private static <T> SortedMap<String, T> byId(Collection<T> resources, Function<T, String> id) {
        SortedMap<String, T> map = new TreeMap<>();
        resources.forEach(resource -> map.put(id.apply(resource), resource));
        return map;
    }
}

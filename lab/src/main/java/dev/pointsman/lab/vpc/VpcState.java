package dev.pointsman.lab.vpc;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.lab.vpc.Forwarding.Hop;

/**
 * Everything there is in the VPC at one moment; immutable.
 *
 * <p>Exists as a value so that a stale read is simply an older one, and a change is a function from one to the next.
 *
 * @param vpcId {@code vpc-…}
 * @param cidr the VPC's block
 * @param region for example {@code eu-central-1}
 * @param ownerId the account, 12 digits
 * @param gatewayIds internet gateways that are attached
 * @param subnets by id
 * @param routeTables by id
 * @param networkInterfaces by id; those of other VPCs of the account are among them
 * @param instances by id
 * @param securityGroups by id
 * @param peerings by id; peerings of this VPC with others
 * @param tags the VPC's own keys and values
 */
public record VpcState(
        String vpcId,
        Cidr cidr,
        String region,
        String ownerId,
        List<String> gatewayIds,
        NavigableMap<String, Subnet> subnets,
        NavigableMap<String, RouteTable> routeTables,
        NavigableMap<String, NetworkInterface> networkInterfaces,
        NavigableMap<String, Instance> instances,
        NavigableMap<String, SecurityGroup> securityGroups,
        NavigableMap<String, Peering> peerings,
        Map<String, String> tags) {

    public VpcState {
        ResourceKind.VPC.require(vpcId);
        gatewayIds = List.copyOf(gatewayIds);
        subnets = copy(subnets);
        routeTables = copy(routeTables);
        networkInterfaces = copy(networkInterfaces);
        instances = copy(instances);
        securityGroups = copy(securityGroups);
        peerings = copy(peerings);
        tags = Map.copyOf(tags);
    }

    public Optional<RouteTable> routeTable(String id) {
        return Optional.ofNullable(routeTables.get(id));
    }

    public Optional<NetworkInterface> networkInterface(String id) {
        return Optional.ofNullable(networkInterfaces.get(id));
    }

    public Optional<Instance> instance(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    /** The interfaces that are attached to an instance, by device index. */
    public List<NetworkInterface> interfacesOf(String instanceId) {
        return networkInterfaces.values().stream()
                .filter(candidate -> candidate
                        .attachment()
                        .filter(attachment -> attachment.instanceId().equals(instanceId))
                        .isPresent())
                .sorted(Comparator.comparingInt(
                        attached -> attached.attachment().orElseThrow().deviceIndex()))
                .toList();
    }

    /** The table by which a subnet's packets go: its own, else the main one (VPC User Guide, "Route tables"). */
    public RouteTable routeTableOf(String subnetId) {
        return routeTables.values().stream()
                .filter(table -> table.isExplicitlyUsedBy(subnetId))
                .findFirst()
                .or(() ->
                        routeTables.values().stream().filter(RouteTable::isMain).findFirst())
                .orElseThrow(() -> new IllegalStateException("the VPC has no main route table"));
    }

    /** The zones of the subnets whose packets go by a table; empty when none do. */
    public Set<String> zonesOf(String routeTableId) {
        return subnets.values().stream()
                .filter(subnet -> routeTableOf(subnet.id()).id().equals(routeTableId))
                .map(Subnet::zone)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where a target sends packets now: an interface that is gone, detached or at an instance that does not run is a blackhole. */
    public Hop hop(Route.Target target) {
        return switch (target) {
            case Route.Target.Local() -> new Hop.Local();
            case Route.Target.ToGateway(String id) ->
                gatewayIds.contains(id) ? new Hop.ToGateway(id) : new Hop.Blackhole();
            case Route.Target.ToInterface(String id) ->
                networkInterface(id)
                        .filter(this::isServed)
                        .<Hop>map(served -> new Hop.ToInterface(id, served.address()))
                        .orElseGet(Hop.Blackhole::new);
        };
    }

    private boolean isServed(NetworkInterface candidate) {
        return candidate
                .attachment()
                .flatMap(attachment -> instance(attachment.instanceId()))
                .filter(instance -> instance.state() == Instance.State.RUNNING)
                .isPresent();
    }

    public VpcState with(RouteTable table) {
        return new VpcState(
                vpcId,
                cidr,
                region,
                ownerId,
                gatewayIds,
                subnets,
                put(routeTables, table.id(), table),
                networkInterfaces,
                instances,
                securityGroups,
                peerings,
                tags);
    }

    public VpcState with(NetworkInterface networkInterface) {
        return new VpcState(
                vpcId,
                cidr,
                region,
                ownerId,
                gatewayIds,
                subnets,
                routeTables,
                put(networkInterfaces, networkInterface.id(), networkInterface),
                instances,
                securityGroups,
                peerings,
                tags);
    }

    public VpcState with(Instance instance) {
        return new VpcState(
                vpcId,
                cidr,
                region,
                ownerId,
                gatewayIds,
                subnets,
                routeTables,
                networkInterfaces,
                put(instances, instance.id(), instance),
                securityGroups,
                peerings,
                tags);
    }

    public VpcState withoutInterface(String id) {
        NavigableMap<String, NetworkInterface> left = new TreeMap<>(networkInterfaces);
        left.remove(id);
        return new VpcState(
                vpcId,
                cidr,
                region,
                ownerId,
                gatewayIds,
                subnets,
                routeTables,
                left,
                instances,
                securityGroups,
                peerings,
                tags);
    }

    private static <T> NavigableMap<String, T> put(NavigableMap<String, T> before, String id, T value) {
        NavigableMap<String, T> after = new TreeMap<>(before);
        after.put(id, value);
        return after;
    }

    private static <T> NavigableMap<String, T> copy(NavigableMap<String, T> map) {
        return Collections.unmodifiableNavigableMap(new TreeMap<>(map));
    }
}

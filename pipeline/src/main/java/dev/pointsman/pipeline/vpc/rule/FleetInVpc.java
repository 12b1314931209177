package dev.pointsman.pipeline.vpc.rule;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.vpc.NetworkInterface;
import dev.pointsman.pipeline.vpc.Route;
import dev.pointsman.pipeline.vpc.RouteTable;
import dev.pointsman.pipeline.vpc.Subnet;
import dev.pointsman.pipeline.vpc.Vpc;
import dev.pointsman.pipeline.vpc.VpcFacts;

/**
 * A fleet as it is written, with what is known of its VPC: what every rule looks at.
 *
 * @param fleet the fleet
 * @param gateways those that it serves
 * @param vpc its VPC
 * @param facts all VPCs that are known
 */
record FleetInVpc(FleetDefinition fleet, List<GatewayDefinition> gateways, Vpc vpc, VpcFacts facts) {

    FleetInVpc {
        gateways = List.copyOf(gateways);
    }

    Origin origin() {
        return fleet.metadata().origin();
    }

    /** What the route tables hold an entry for, the Fleet's vipRange and VIPs outside it, each with the place where it is written first. */
    SortedMap<String, Located<Ipv4Block>> destinations() {
        SortedMap<String, Located<Ipv4Block>> destinations = new TreeMap<>();
        Optional<Located<Ipv4Block>> range = fleet.vipRange();
        range.ifPresent(block -> destinations.put(block.value().toString(), block));
        for (GatewayDefinition gateway : gateways) {
            for (Located<String> vip : gateway.addresses()) {
                Ipv4Block address = Ipv4Block.around(vip.value());
                boolean isInRange =
                        range.filter(block -> block.value().contains(address)).isPresent();
                if (!isInRange) {
                    destinations.putIfAbsent(address.toString(), new Located<>(address, vip.origin()));
                }
            }
        }
        return destinations;
    }

    /** The address ranges of the VPC; where they were not described, those that its route tables call local. */
    List<Ipv4Block> ranges() {
        Stream<Ipv4Block> local = vpc.routeTables().values().stream()
                .flatMap(table -> table.routes().stream())
                .filter(route -> route.target().equals(Route.LOCAL))
                .map(Route::destination);
        return Stream.concat(vpc.cidrs().stream(), local).distinct().toList();
    }

    /** The tables that the Fleet selects, those of gateways among them. */
    List<RouteTable> selected() {
        Collection<RouteTable> all = vpc.routeTables().values();
        return switch (fleet.routeTables()) {
            case RouteTableSelection.All _ -> List.copyOf(all);
            case RouteTableSelection.Ids(List<String> ids) ->
                all.stream().filter(table -> ids.contains(table.id())).toList();
            case RouteTableSelection.Tags(Map<String, String> tags) ->
                all.stream()
                        .filter(table -> table.tags().entrySet().containsAll(tags.entrySet()))
                        .toList();
        };
    }

    /** The tables that hold the entries. */
    List<RouteTable> covered() {
        return selected().stream().filter(table -> !table.isOfGateway()).toList();
    }

    /** The subnets whose packets go by a table that holds the entries: where clients can be. */
    List<Subnet> coveredSubnets() {
        Set<String> ids = covered().stream().map(RouteTable::id).collect(Collectors.toSet());
        return vpc.subnets().values().stream()
                .filter(subnet -> vpc.tableOf(subnet)
                        .filter(table -> ids.contains(table.id()))
                        .isPresent())
                .toList();
    }

    /** The nodes whose network interfaces are known, in their order. */
    Map<FleetDefinition.Node, NetworkInterface> nodes() {
        Map<FleetDefinition.Node, NetworkInterface> nodes = new LinkedHashMap<>();
        for (FleetDefinition.Node node : fleet.nodes()) {
            Optional.ofNullable(vpc.networkInterfaces().get(node.interfaceId().value()))
                    .ifPresent(known -> nodes.put(node, known));
        }
        return nodes;
    }

    boolean isOfFleet(String interfaceId) {
        return fleet.nodes().stream()
                .anyMatch(node -> node.interfaceId().value().equals(interfaceId));
    }

    /** The network interfaces in subnets where clients can be, without the nodes' own. */
    List<NetworkInterface> clients() {
        Set<String> subnets = coveredSubnets().stream().map(Subnet::id).collect(Collectors.toSet());
        return vpc.networkInterfaces().values().stream()
                .filter(each -> subnets.contains(each.subnetId()) && !isOfFleet(each.id()))
                .toList();
    }

    /** The ports that listeners have, all of them TCP, each with the place where it is written first. */
    SortedMap<Integer, Origin> ports() {
        SortedMap<Integer, Origin> ports = new TreeMap<>();
        for (GatewayDefinition gateway : gateways) {
            for (GatewayDefinition.Listener listener : gateway.listeners()) {
                ports.putIfAbsent(listener.port().value(), listener.port().origin());
            }
        }
        return ports;
    }
}

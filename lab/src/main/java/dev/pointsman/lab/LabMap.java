package dev.pointsman.lab;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.pointsman.lab.net.Host;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.Subnet;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.lab.vpc.VpcState;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.fleet.Node;

/**
 * Who lives where in a lab: read off the plan, so that the lab is what the definitions say and not a copy of them.
 *
 * @param vpc the VPC as it is when the lab opens
 * @param nodes the fleet's nodes as hosts
 * @param backends hosts that carry the plan's endpoints, one per subnet that has any
 * @param clients one host per zone, by zone
 * @param endpoints the plan's endpoints, and the backends ({@code namespace/service:port}) that each one belongs to
 */
record LabMap(
        VpcState vpc,
        List<Host> nodes,
        List<Host> backends,
        Map<String, Host> clients,
        Map<Endpoint, Set<String>> endpoints) {
    private static final int CLIENT_HOST_NUMBER = 50;

    /**
     * Draws the map of a plan.
     *
     * @param extraRouteTables route tables that no subnet uses, for benchmarks
     * @throws IllegalArgumentException if an address of the plan is in none of the lab's subnets
     */
    static LabMap of(Plan plan, int extraRouteTables, InstantSource clock) {
        var vpc = vpc(plan, extraRouteTables, clock);
        var endpoints = endpoints(plan);
        var nodes = plan.fleet().nodes().stream()
                .map(node -> host(vpc, node.name(), List.of(node.address())))
                .toList();
        var clients = new TreeMap<String, Host>();
        for (int zone = 1; zone <= VpcBuilder.ZONES.size(); zone++) {
            var name = VpcBuilder.ZONES.get(zone - 1);
            var address =
                    vpc.subnets().get(VpcBuilder.clientSubnet(zone)).cidr().address(CLIENT_HOST_NUMBER);
            clients.put(name, host(vpc, "client-" + lastLetter(name), List.of(address)));
        }
        return new LabMap(vpc, nodes, backendHosts(vpc, endpoints.keySet(), nodes), clients, endpoints);
    }

    /** All hosts. */
    List<Host> hosts() {
        return Stream.of(nodes, backends, clients.values())
                .<Host>flatMap(all -> all.stream())
                .toList();
    }

    /** The host that has an address. */
    Host hostOf(String address) {
        return hosts().stream()
                .filter(host -> host.addresses().contains(address))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host has the address '%s'".formatted(address)));
    }

    /** The route table that decides where a host's packets go. */
    String routeTableOf(Host host) {
        return vpc.routeTableOf(subnet(vpc, host.address()).id()).id();
    }

    /** The subnets' router addresses: by AWS's rule the first after the network address. */
    List<String> gateways() {
        return vpc.subnets().values().stream()
                .map(subnet -> subnet.cidr().address(1))
                .toList();
    }

    /** The instance that a node's network interface is attached to. */
    static String instanceId(Node node) {
        return node.interfaceId().replace("eni-", "i-");
    }

    private static VpcState vpc(Plan plan, int extraRouteTables, InstantSource clock) {
        var fleet = plan.fleet();
        if (!fleet.region().equals(VpcBuilder.REGION)) {
            throw new IllegalArgumentException("fleet '%s' is in region '%s'; the lab has '%s' only"
                    .formatted(fleet.name(), fleet.region(), VpcBuilder.REGION));
        }
        var builder = VpcBuilder.lab(clock, fleet.vpcId()).extraRouteTables(extraRouteTables);
        for (var node : fleet.nodes()) {
            builder.node(node.name(), node.zone(), node.address(), node.interfaceId(), instanceId(node));
        }
        return builder.state();
    }

    private static Map<Endpoint, Set<String>> endpoints(Plan plan) {
        var endpoints = new TreeMap<Endpoint, Set<String>>(
                Comparator.comparing(Endpoint::address).thenComparing(Endpoint::port));
        for (Backend backend : plan.backends()) {
            for (var endpoint : backend.endpoints()) {
                if (endpoint.isNamed()) {
                    // The lab has no name server.
                    continue;
                }
                endpoints
                        .computeIfAbsent(endpoint, key -> new TreeSet<>())
                        .add(backend.name().toString());
            }
        }
        return endpoints;
    }

    private static List<Host> backendHosts(VpcState vpc, Set<Endpoint> endpoints, List<Host> nodes) {
        var bySubnet = new TreeMap<String, Set<String>>();
        for (var endpoint : endpoints) {
            if (nodes.stream().noneMatch(node -> node.addresses().contains(endpoint.address()))) {
                bySubnet.computeIfAbsent(subnet(vpc, endpoint.address()).id(), key -> new TreeSet<>())
                        .add(endpoint.address());
            }
        }
        var hosts = new ArrayList<Host>();
        bySubnet.forEach((subnet, addresses) -> {
            var zone = vpc.subnets().get(subnet).zone();
            var use = hosts.stream().anyMatch(host -> host.name().endsWith(lastLetter(zone))) ? "more-" : "";
            hosts.add(host(vpc, use + "backends-" + lastLetter(zone), List.copyOf(addresses)));
        });
        return hosts;
    }

    private static Host host(VpcState vpc, String name, List<String> addresses) {
        var address = addresses.getFirst();
        var subnet = subnet(vpc, address);
        var macAddress = vpc.networkInterfaces().values().stream()
                .filter(networkInterface -> networkInterface.address().equals(address))
                .map(networkInterface -> networkInterface.macAddress())
                .findFirst()
                .orElseGet(() -> macAddress(address));
        return new Host(
                name, addresses, subnet.cidr().prefixLength(), subnet.cidr().address(1), macAddress);
    }

    private static Subnet subnet(VpcState vpc, String address) {
        return vpc.subnets().values().stream()
                .filter(subnet -> subnet.cidr().contains(Cidr.host(address)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("address '%s' is in none of the lab's subnets: %s"
                        .formatted(
                                address,
                                vpc.subnets().values().stream()
                                        .map(subnet -> subnet.cidr().toString())
                                        .sorted()
                                        .toList())));
    }

    private static String macAddress(String address) {
        var octets = address.split("\\.");
        return "02:01:%02x:%02x:%02x:%02x"
                .formatted(
                        Integer.parseInt(octets[0]),
                        Integer.parseInt(octets[1]),
                        Integer.parseInt(octets[2]),
                        Integer.parseInt(octets[3]));
    }

    private static String lastLetter(String zone) {
        return zone.substring(zone.length() - 1);
    }
}

package dev.pointsman.pipeline.vpc.document;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.Instance;
import dev.pointsman.pipeline.vpc.NetworkInterface;
import dev.pointsman.pipeline.vpc.Route;
import dev.pointsman.pipeline.vpc.RouteTable;
import dev.pointsman.pipeline.vpc.SecurityGroup;
import dev.pointsman.pipeline.vpc.SecurityGroup.Permission;
import dev.pointsman.pipeline.vpc.Subnet;
import dev.pointsman.pipeline.vpc.Vpc;

/** The resources of one VPC while they are read; of one that is told twice, the last word counts. */
final class ResourceParts {

    /** Where a route may lead, in the order in which it is asked: in a shared VPC only the interface is visible. */
    private static final List<String> TARGETS = List.of(
            "NetworkInterfaceId",
            "GatewayId",
            "NatGatewayId",
            "TransitGatewayId",
            "VpcPeeringConnectionId",
            "LocalGatewayId",
            "CarrierGatewayId",
            "CoreNetworkArn",
            "InstanceId");

    private static final int MOST_PORTS = 65535;

    private final SortedMap<String, Subnet> subnets = new TreeMap<>();
    private final SortedMap<String, RouteTable> routeTables = new TreeMap<>();
    private final SortedMap<String, NetworkInterface> networkInterfaces = new TreeMap<>();
    private final SortedMap<String, Instance> instances = new TreeMap<>();
    private final SortedMap<String, SecurityGroup> securityGroups = new TreeMap<>();

    Vpc vpc(String id, List<Ipv4Block> cidrs) {
        return new Vpc(id, cidrs, subnets, routeTables, networkInterfaces, instances, securityGroups);
    }

    void subnet(JsonItem item) throws VpcDocumentException {
        String id = item.text("SubnetId");
        subnets.put(id, new Subnet(id, item.cidr("CidrBlock"), item.text("AvailabilityZone")));
    }

    void routeTable(JsonItem item) throws VpcDocumentException {
        String id = item.text("RouteTableId");
        boolean isMain = false;
        for (JsonItem association : item.items("Associations")) {
            isMain |= association.flag("Main", false);
        }
        List<Route> routes = new ArrayList<>();
        for (JsonItem route : item.items("Routes")) {
            // Others are for IPv6, or for a prefix list.
            if (route.node().hasNonNull("DestinationCidrBlock")) {
                routes.add(route(route));
            }
        }
        routeTables.put(
                id,
                new RouteTable(
                        id,
                        isMain,
                        item.texts("Associations", "SubnetId"),
                        item.texts("Associations", "GatewayId"),
                        routes,
                        item.tags()));
    }

    private static Route route(JsonItem item) throws VpcDocumentException {
        String target = "unknown";
        for (String field : TARGETS) {
            String named = item.text(field, "");
            if (!named.isEmpty()) {
                target = named;
                break;
            }
        }
        return new Route(
                item.cidr("DestinationCidrBlock"),
                target,
                item.text("State", "active").equals("blackhole"),
                item.text("Origin", "").equals("EnableVgwRoutePropagation"));
    }

    void networkInterface(JsonItem item) throws VpcDocumentException {
        String id = item.text("NetworkInterfaceId");
        List<String> addresses = new ArrayList<>(item.texts("PrivateIpAddresses", "PrivateIpAddress"));
        String primary = item.text("PrivateIpAddress", "");
        addresses.remove(primary);
        if (!primary.isEmpty()) {
            addresses.addFirst(primary);
        }
        networkInterfaces.put(
                id,
                new NetworkInterface(
                        id,
                        item.text("SubnetId"),
                        item.text("AvailabilityZone"),
                        addresses,
                        item.texts("Groups", "GroupId"),
                        item.flag("SourceDestCheck", true),
                        item.object("Attachment").text("InstanceId", "")));
    }

    void instance(JsonItem item) throws VpcDocumentException {
        String id = item.text("InstanceId");
        instances.put(id, new Instance(id, item.object("State").text("Name")));
    }

    void securityGroup(JsonItem item) throws VpcDocumentException {
        String id = item.text("GroupId");
        securityGroups.put(
                id,
                new SecurityGroup(
                        id, permissions(item.items("IpPermissions")), permissions(item.items("IpPermissionsEgress"))));
    }

    private static List<Permission> permissions(List<JsonItem> items) throws VpcDocumentException {
        List<Permission> permissions = new ArrayList<>();
        for (JsonItem item : items) {
            int from = item.number("FromPort", 0);
            int to = item.number("ToPort", MOST_PORTS);
            permissions.add(new Permission(
                    item.text("IpProtocol"),
                    Math.max(from, 0),
                    to < 0 ? MOST_PORTS : to,
                    item.cidrs("IpRanges", "CidrIp"),
                    item.texts("UserIdGroupPairs", "GroupId"),
                    !item.items("PrefixListIds").isEmpty()));
        }
        return permissions;
    }
}

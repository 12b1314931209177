package dev.pointsman.pipeline.vpc.document;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.Peering;
import dev.pointsman.pipeline.vpc.Route;
import dev.pointsman.pipeline.vpc.RouteTable;
import dev.pointsman.pipeline.vpc.Section;
import dev.pointsman.pipeline.vpc.SecurityGroup.Permission;
import dev.pointsman.pipeline.vpc.Vpc;
import dev.pointsman.pipeline.vpc.VpcFacts;

/**
 * Writes a snapshot: what the rules look at, in the form of EC2's command line, in a fixed order, so that Git shows what changed.
 *
 * <p>Names, owners, public addresses and all tags but those of route tables, by which a Fleet may select them, are left out.
 */
public final class VpcDocumentWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private VpcDocumentWriter() {}

    public static String write(VpcFacts facts) {
        ObjectNode root = NODES.objectNode();
        if (!facts.takenAt().isEmpty()) {
            root.putObject("Pointsman").put("TakenAt", facts.takenAt());
        }
        for (Section section : facts.known()) {
            ArrayNode list = root.putArray(section.key());
            if (section == Section.PEERING_CONNECTIONS) {
                facts.peerings().forEach(peering -> list.add(peering(peering)));
            } else {
                facts.vpcs().values().forEach(vpc -> section(section, vpc, list));
            }
        }
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void section(Section section, Vpc vpc, ArrayNode list) {
        switch (section) {
            case VPCS -> {
                // One of which only the id is known was never described.
                if (!vpc.cidrs().isEmpty()) {
                    vpc(list.addObject(), vpc);
                }
            }
            case SUBNETS ->
                each(
                        vpc.subnets().values(),
                        vpc,
                        list,
                        (node, subnet) -> node.put("SubnetId", subnet.id())
                                .put("CidrBlock", subnet.cidr().toString())
                                .put("AvailabilityZone", subnet.zone()));
            case ROUTE_TABLES -> each(vpc.routeTables().values(), vpc, list, VpcDocumentWriter::routeTable);
            case NETWORK_INTERFACES ->
                each(vpc.networkInterfaces().values(), vpc, list, (node, each) -> {
                    node.put("NetworkInterfaceId", each.id())
                            .put("SubnetId", each.subnetId())
                            .put("AvailabilityZone", each.zone())
                            .put("SourceDestCheck", each.checksSourceAndDestination());
                    texts(node, "PrivateIpAddresses", "PrivateIpAddress", each.addresses());
                    texts(node, "Groups", "GroupId", each.groupIds());
                    if (!each.instanceId().isEmpty()) {
                        node.putObject("Attachment").put("InstanceId", each.instanceId());
                    }
                });
            case INSTANCES -> {
                ArrayNode instances = NODES.arrayNode();
                each(
                        vpc.instances().values(),
                        vpc,
                        instances,
                        (node, instance) -> node.put("InstanceId", instance.id())
                                .putObject("State")
                                .put("Name", instance.state()));
                list.addObject().set("Instances", instances);
            }
            case SECURITY_GROUPS ->
                each(vpc.securityGroups().values(), vpc, list, (node, group) -> {
                    node.put("GroupId", group.id());
                    permissions(node.putArray("IpPermissions"), group.ingress());
                    permissions(node.putArray("IpPermissionsEgress"), group.egress());
                });
            case PEERING_CONNECTIONS -> throw new IllegalArgumentException("peerings belong to no VPC alone");
        }
    }

    private static <T> void each(Collection<T> resources, Vpc vpc, ArrayNode list, BiConsumer<ObjectNode, T> writer) {
        for (T resource : resources) {
            writer.accept(list.addObject().put("VpcId", vpc.id()), resource);
        }
    }

    private static void vpc(ObjectNode node, Vpc vpc) {
        node.put("VpcId", vpc.id()).put("CidrBlock", vpc.cidrs().getFirst().toString());
        texts(node, "CidrBlockAssociationSet", "CidrBlock", cidrs(vpc.cidrs()));
    }

    private static void routeTable(ObjectNode node, RouteTable table) {
        node.put("RouteTableId", table.id());
        ArrayNode associations = node.putArray("Associations");
        if (table.isMain()) {
            associations.addObject().put("Main", true);
        }
        table.subnetIds()
                .forEach(id -> associations.addObject().put("Main", false).put("SubnetId", id));
        table.gatewayIds()
                .forEach(id -> associations.addObject().put("Main", false).put("GatewayId", id));
        ArrayNode routes = node.putArray("Routes");
        for (Route route : table.routes()) {
            routes.addObject()
                    .put("DestinationCidrBlock", route.destination().toString())
                    .put(targetField(route.target()), route.target())
                    .put("Origin", route.isPropagated() ? "EnableVgwRoutePropagation" : "CreateRoute")
                    .put("State", route.isBlackhole() ? "blackhole" : "active");
        }
        ArrayNode tags = node.putArray("Tags");
        table.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    }

    private static String targetField(String target) {
        return switch (target.replaceFirst("-.*", "")) {
            case "eni" -> "NetworkInterfaceId";
            case "nat" -> "NatGatewayId";
            case "tgw" -> "TransitGatewayId";
            case "pcx" -> "VpcPeeringConnectionId";
            case "lgw" -> "LocalGatewayId";
            case "cagw" -> "CarrierGatewayId";
            case "i" -> "InstanceId";
            default -> target.startsWith("arn:") ? "CoreNetworkArn" : "GatewayId";
        };
    }

    private static void permissions(ArrayNode list, List<Permission> permissions) {
        for (Permission permission : permissions) {
            ObjectNode node = list.addObject()
                    .put("IpProtocol", permission.protocol())
                    .put("FromPort", permission.fromPort())
                    .put("ToPort", permission.toPort());
            texts(node, "IpRanges", "CidrIp", cidrs(permission.cidrs()));
            texts(node, "UserIdGroupPairs", "GroupId", permission.groupIds());
            if (permission.hasPrefixLists()) {
                node.putArray("PrefixListIds").addObject();
            }
        }
    }

    private static ObjectNode peering(Peering peering) {
        ObjectNode node = NODES.objectNode().put("VpcPeeringConnectionId", peering.id());
        side(node.putObject("RequesterVpcInfo"), peering.requester());
        side(node.putObject("AccepterVpcInfo"), peering.accepter());
        node.putObject("Status").put("Code", peering.isActive() ? "active" : "inactive");
        return node;
    }

    private static void side(ObjectNode node, Peering.Side side) {
        texts(node.put("VpcId", side.vpcId()), "CidrBlockSet", "CidrBlock", cidrs(side.cidrs()));
    }

    private static List<String> cidrs(List<Ipv4Block> cidrs) {
        return cidrs.stream().map(Ipv4Block::toString).toList();
    }

    private static void texts(ObjectNode node, String list, String field, List<String> values) {
        ArrayNode items = node.putArray(list);
        values.forEach(value -> items.addObject().put(field, value));
    }
}

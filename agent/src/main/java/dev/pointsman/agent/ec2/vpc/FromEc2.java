package dev.pointsman.agent.ec2.vpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.Instance;
import dev.pointsman.pipeline.vpc.NetworkInterface;
import dev.pointsman.pipeline.vpc.Peering;
import dev.pointsman.pipeline.vpc.Route;
import dev.pointsman.pipeline.vpc.RouteTable;
import dev.pointsman.pipeline.vpc.SecurityGroup;
import dev.pointsman.pipeline.vpc.Subnet;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionStateReasonCode;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionVpcInfo;

/** Turns the SDK's words into the pipeline's; the same as the reader of files does, which a test compares. */
final class FromEc2 {

    private static final int MOST_PORTS = 65535;

    private FromEc2() {}

    static Ipv4Block cidr(String text) {
        return Ipv4Block.around(text);
    }

    static boolean isAssociated(VpcCidrBlockAssociation association) {
        VpcCidrBlockStateCode state = association.cidrBlockState().state();
        return state == VpcCidrBlockStateCode.ASSOCIATED || state == VpcCidrBlockStateCode.ASSOCIATING;
    }

    static Subnet subnet(software.amazon.awssdk.services.ec2.model.Subnet subnet) {
        return new Subnet(subnet.subnetId(), cidr(subnet.cidrBlock()), subnet.availabilityZone());
    }

    static RouteTable routeTable(software.amazon.awssdk.services.ec2.model.RouteTable table) {
        Map<String, String> tags = new TreeMap<>();
        table.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return new RouteTable(
                table.routeTableId(),
                table.associations().stream().anyMatch(association -> Boolean.TRUE.equals(association.main())),
                texts(table.associations().stream().map(RouteTableAssociation::subnetId)),
                texts(table.associations().stream().map(RouteTableAssociation::gatewayId)),
                table.routes().stream()
                        .filter(route -> route.destinationCidrBlock() != null)
                        .map(FromEc2::route)
                        .toList(),
                tags);
    }

    private static Route route(software.amazon.awssdk.services.ec2.model.Route route) {
        String target = Stream.of(
                        route.networkInterfaceId(),
                        route.gatewayId(),
                        route.natGatewayId(),
                        route.transitGatewayId(),
                        route.vpcPeeringConnectionId(),
                        route.localGatewayId(),
                        route.carrierGatewayId(),
                        route.coreNetworkArn(),
                        route.instanceId())
                .filter(named -> named != null && !named.isEmpty())
                .findFirst()
                .orElse("unknown");
        return new Route(
                cidr(route.destinationCidrBlock()),
                target,
                route.state() == RouteState.BLACKHOLE,
                route.origin() == RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION);
    }

    static NetworkInterface networkInterface(software.amazon.awssdk.services.ec2.model.NetworkInterface known) {
        List<String> addresses = new ArrayList<>(
                texts(known.privateIpAddresses().stream().map(NetworkInterfacePrivateIpAddress::privateIpAddress)));
        if (known.privateIpAddress() != null) {
            addresses.remove(known.privateIpAddress());
            addresses.addFirst(known.privateIpAddress());
        }
        return new NetworkInterface(
                known.networkInterfaceId(),
                known.subnetId(),
                known.availabilityZone(),
                addresses,
                known.groups().stream().map(group -> group.groupId()).toList(),
                !Boolean.FALSE.equals(known.sourceDestCheck()),
                Optional.ofNullable(known.attachment())
                        .map(NetworkInterfaceAttachment::instanceId)
                        .orElse(""));
    }

    static Instance instance(software.amazon.awssdk.services.ec2.model.Instance instance) {
        return new Instance(instance.instanceId(), instance.state().nameAsString());
    }

    static SecurityGroup securityGroup(software.amazon.awssdk.services.ec2.model.SecurityGroup group) {
        return new SecurityGroup(
                group.groupId(), permissions(group.ipPermissions()), permissions(group.ipPermissionsEgress()));
    }

    private static List<SecurityGroup.Permission> permissions(List<IpPermission> permissions) {
        return permissions.stream()
                .map(permission -> new SecurityGroup.Permission(
                        permission.ipProtocol(),
                        permission.fromPort() == null ? 0 : Math.max(permission.fromPort(), 0),
                        permission.toPort() == null || permission.toPort() < 0 ? MOST_PORTS : permission.toPort(),
                        permission.ipRanges().stream()
                                .map(range -> cidr(range.cidrIp()))
                                .toList(),
                        texts(permission.userIdGroupPairs().stream().map(pair -> pair.groupId())),
                        !permission.prefixListIds().isEmpty()))
                .toList();
    }

    static Peering peering(VpcPeeringConnection peering) {
        return new Peering(
                peering.vpcPeeringConnectionId(),
                side(peering.requesterVpcInfo()),
                side(peering.accepterVpcInfo()),
                peering.status().code() == VpcPeeringConnectionStateReasonCode.ACTIVE);
    }

    private static Peering.Side side(VpcPeeringConnectionVpcInfo side) {
        List<Ipv4Block> cidrs = side.cidrBlockSet().stream()
                .map(block -> cidr(block.cidrBlock()))
                .toList();
        return new Peering.Side(
                side.vpcId(), cidrs.isEmpty() && side.cidrBlock() != null ? List.of(cidr(side.cidrBlock())) : cidrs);
    }

    private static List<String> texts(Stream<String> values) {
        return values.filter(Objects::nonNull).toList();
    }
}

package dev.pointsman.lab.ec2.describe;

import java.util.stream.Stream;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.Subnet;
import dev.pointsman.lab.vpc.VpcState;

/** Describes subnets: which zone and which block a subnet's clients are in. */
public final class DescribeSubnets {

    /** "The first four IP addresses and the last IP address in each subnet CIDR block are not available." */
    private static final int RESERVED_ADDRESSES = 5;

    private DescribeSubnets() {}

    public static Action action() {
        return new Describe<>(new Describe.Subject<>(
                "DescribeSubnets",
                Identifiers.SUBNETS,
                "SubnetId",
                1000,
                "subnetSet",
                state -> state.subnets().values(),
                Subnet::id,
                filters(),
                (xml, world, subnet) -> write(xml, world.seen(), subnet)));
    }

    private static Filters<Subnet> filters() {
        Filters<Subnet> filters = Filters.ofTagged(Subnet::tags)
                .one("subnet-id", Subnet::id)
                .one("vpc-id", Subnet::vpcId)
                .one("availability-zone", Subnet::zone)
                .one("availabilityZone", Subnet::zone)
                .one("availability-zone-id", Subnet::zoneId)
                .one("availabilityZoneId", Subnet::zoneId)
                .one("cidr-block", Subnet::cidr)
                .one("cidr", Subnet::cidr)
                .one("cidrBlock", Subnet::cidr)
                .one("default-for-az", subnet -> false)
                .one("defaultForAz", subnet -> false)
                .one("enable-dns64", subnet -> false)
                .one("ipv6-native", subnet -> false)
                .one("map-customer-owned-ip-on-launch", subnet -> false)
                .one("map-public-ip-on-launch", subnet -> false)
                .one("state", subnet -> "available")
                .many("owner-id", (state, subnet) -> Stream.of(state.ownerId()))
                .many("subnet-arn", (state, subnet) -> Stream.of(arn(state, subnet)))
                .many(
                        "available-ip-address-count",
                        (state, subnet) -> Stream.of(String.valueOf(available(state, subnet))));
        return filters.never(
                "customer-owned-ipv4-pool",
                "enable-lni-at-device-index",
                "ipv6-cidr-block-association.ipv6-cidr-block",
                "ipv6-cidr-block-association.association-id",
                "ipv6-cidr-block-association.state",
                "outpost-arn",
                "private-dns-name-options-on-launch.hostname-type",
                "private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
                "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record");
    }

    private static void write(ResponseXml xml, VpcState state, Subnet subnet) {
        xml.text("subnetId", subnet.id());
        xml.text("subnetArn", arn(state, subnet));
        xml.text("state", "available");
        xml.text("ownerId", state.ownerId());
        xml.text("vpcId", subnet.vpcId());
        xml.text("cidrBlock", subnet.cidr());
        xml.text("availableIpAddressCount", available(state, subnet));
        xml.text("availabilityZone", subnet.zone());
        xml.text("availabilityZoneId", subnet.zoneId());
        xml.text("defaultForAz", false);
        xml.text("mapPublicIpOnLaunch", false);
        xml.text("assignIpv6AddressOnCreation", false);
        xml.tags(subnet.tags());
    }

    private static long available(VpcState state, Subnet subnet) {
        long taken = state.networkInterfaces().values().stream()
                .filter(each -> each.subnetId().equals(subnet.id()))
                .count();
        return Math.max(0, subnet.cidr().size() - RESERVED_ADDRESSES - taken);
    }

    private static String arn(VpcState state, Subnet subnet) {
        return "arn:aws:ec2:%s:%s:subnet/%s".formatted(state.region(), state.ownerId(), subnet.id());
    }
}

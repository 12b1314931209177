package dev.pointsman.lab.ec2.describe;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.NetworkInterface;
import dev.pointsman.lab.vpc.NetworkInterface.Attachment;
import dev.pointsman.lab.vpc.VpcState;

/** Describes network interfaces: which one has which MAC address, and whether it still checks sources and destinations. */
public final class DescribeNetworkInterfaces {

    private DescribeNetworkInterfaces() {}

    public static Action action() {
        return new Describe<>(new Describe.Subject<>(
                "DescribeNetworkInterfaces",
                Identifiers.NETWORK_INTERFACES,
                "NetworkInterfaceId",
                1000,
                "networkInterfaceSet",
                state -> state.networkInterfaces().values(),
                NetworkInterface::id,
                filters(),
                (xml, world, each) -> write(xml, world.seen(), each)));
    }

    private static Filters<NetworkInterface> filters() {
        return Filters.ofTagged(NetworkInterface::tags)
                .one("network-interface-id", NetworkInterface::id)
                .one("vpc-id", NetworkInterface::vpcId)
                .one("subnet-id", NetworkInterface::subnetId)
                .one("mac-address", NetworkInterface::macAddress)
                .one("private-ip-address", NetworkInterface::address)
                .one("addresses.private-ip-address", NetworkInterface::address)
                .one("addresses.primary", each -> true)
                .one("description", NetworkInterface::description)
                .one("source-dest-check", NetworkInterface::sourceDestinationCheck)
                .one("status", InterfaceXml::status)
                .one("interface-type", each -> "interface")
                .one("requester-managed", each -> false)
                .many("group-id", (state, each) -> each.groupIds().stream())
                .many(
                        "group-name",
                        (state, each) -> each.groupIds().stream().map(id -> InterfaceXml.groupName(state, id)))
                .many("availability-zone", (state, each) -> Stream.of(InterfaceXml.zone(state, each)))
                .many("owner-id", (state, each) -> Stream.of(state.ownerId()))
                .many("private-dns-name", (state, each) -> Stream.of(InterfaceXml.dnsName(state, each)))
                .many("attachment.attachment-id", ofAttachment(Attachment::id))
                .many("attachment.attach-time", ofAttachment(Attachment::since))
                .many("attachment.delete-on-termination", ofAttachment(attachment -> true))
                .many("attachment.device-index", ofAttachment(Attachment::deviceIndex))
                .many("attachment.instance-id", ofAttachment(Attachment::instanceId))
                .many("attachment.status", ofAttachment(attachment -> "attached"))
                .many(
                        "attachment.instance-owner-id",
                        (state, each) -> each.attachment().stream().map(attachment -> state.ownerId()))
                .never(
                        "addresses.association.public-ip",
                        "addresses.association.owner-id",
                        "association.allocation-id",
                        "association.association-id",
                        "association.ip-owner-id",
                        "association.public-dns-name",
                        "association.public-ip",
                        "attachment.nat-gateway-id",
                        "ipv6-addresses.ipv6-address",
                        "requester-id");
    }

    private static BiFunction<VpcState, NetworkInterface, Stream<String>> ofAttachment(
            Function<Attachment, Object> value) {
        return (state, each) -> each.attachment().stream().map(value).map(String::valueOf);
    }

    private static void write(ResponseXml xml, VpcState state, NetworkInterface each) {
        InterfaceXml.write(xml, state, each);
        xml.text("availabilityZone", InterfaceXml.zone(state, each));
        xml.text("requesterManaged", false);
        each.attachment()
                .ifPresent(attachment -> xml.element("attachment", element -> {
                    InterfaceXml.writeAttachment(element, attachment);
                    element.text("instanceId", attachment.instanceId());
                    element.text("instanceOwnerId", state.ownerId());
                }));
        xml.tags(each.tags());
    }
}

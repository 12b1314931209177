package dev.pointsman.lab.ec2.describe;

import java.util.List;

import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.NetworkInterface;
import dev.pointsman.lab.vpc.VpcState;

/** Writes what DescribeNetworkInterfaces and DescribeInstances both say of an interface; exists so that they say the same. */
final class InterfaceXml {

    private InterfaceXml() {}

    static void write(ResponseXml xml, VpcState state, NetworkInterface each) {
        xml.text("networkInterfaceId", each.id());
        xml.text("subnetId", each.subnetId());
        xml.text("vpcId", each.vpcId());
        xml.text("description", each.description());
        xml.text("ownerId", state.ownerId());
        xml.text("status", status(each));
        xml.text("macAddress", each.macAddress());
        xml.text("privateIpAddress", each.address());
        xml.text("privateDnsName", dnsName(state, each));
        xml.text("sourceDestCheck", each.sourceDestinationCheck());
        xml.items("groupSet", each.groupIds(), (item, group) -> {
            item.text("groupId", group);
            item.text("groupName", groupName(state, group));
        });
        xml.items("privateIpAddressesSet", List.of(each.address()), (item, address) -> {
            item.text("privateIpAddress", address);
            item.text("privateDnsName", dnsName(state, each));
            item.text("primary", true);
        });
        xml.element("ipv6AddressesSet", none -> {});
        xml.text("interfaceType", "interface");
    }

    /** The parts of an attachment that every describe tells; inside an element of its own. */
    static void writeAttachment(ResponseXml xml, NetworkInterface.Attachment attachment) {
        xml.text("attachmentId", attachment.id());
        xml.text("deviceIndex", attachment.deviceIndex());
        xml.text("networkCardIndex", 0);
        xml.text("status", "attached");
        xml.text("attachTime", attachment.since());
        xml.text("deleteOnTermination", true);
    }

    /** The name of a group; of one of another VPC, whose name nobody knows here, its id. */
    static String groupName(VpcState state, String groupId) {
        return state.securityGroups().containsKey(groupId)
                ? state.securityGroups().get(groupId).name()
                : groupId;
    }

    static String status(NetworkInterface each) {
        return each.attachment().isPresent() ? "in-use" : "available";
    }

    /** The resource-independent name that Amazon's DNS gives a private address. */
    static String dnsName(VpcState state, NetworkInterface each) {
        return "ip-%s.%s.compute.internal".formatted(each.address().replace('.', '-'), state.region());
    }

    static String zone(VpcState state, NetworkInterface each) {
        return state.subnets().containsKey(each.subnetId())
                ? state.subnets().get(each.subnetId()).zone()
                : state.region() + "a";
    }
}

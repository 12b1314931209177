package dev.pointsman.lab.ec2.describe;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.Instance;
import dev.pointsman.lab.vpc.NetworkInterface;
import dev.pointsman.lab.vpc.NetworkInterface.Attachment;
import dev.pointsman.lab.vpc.VpcState;

/** Describes instances, each in a reservation of its own: what a selector by tag reads to find backends and nodes. */
public final class DescribeInstances {

    private static final String IMAGE = "ami-00000000000000001";
    private static final String TYPE = "t3.micro";
    private static final String ARCHITECTURE = "x86_64";

    private DescribeInstances() {}

    public static Action action() {
        return new Describe<>(new Describe.Subject<>(
                "DescribeInstances",
                Identifiers.INSTANCES,
                "InstanceId",
                1000,
                "reservationSet",
                state -> state.instances().values(),
                Instance::id,
                filters(),
                (xml, world, each) -> writeReservation(xml, world.seen(), each)));
    }

    private static Filters<Instance> filters() {
        Filters<Instance> filters = Filters.ofTagged(Instance::tags)
                .one("instance-id", Instance::id)
                .one("availability-zone", Instance::zone)
                .one("instance-state-name", each -> each.state().apiName())
                .one("instance-state-code", each -> each.state().code())
                .one("instance-type", each -> TYPE)
                .one("image-id", each -> IMAGE)
                .one("architecture", each -> ARCHITECTURE)
                .one("hypervisor", each -> "xen")
                .one("virtualization-type", each -> "hvm")
                .one("root-device-type", each -> "ebs")
                .one("monitoring-state", each -> "disabled")
                .one("tenancy", each -> "default")
                .one("launch-time", Instance::launched)
                .one("launch-index", each -> 0)
                .one("reservation-id", DescribeInstances::reservationId)
                .one("metadata-options.http-tokens", each -> "required")
                .one("metadata-options.http-endpoint", each -> "enabled")
                .one("metadata-options.http-put-response-hop-limit", each -> 1)
                .many("owner-id", (state, each) -> Stream.of(state.ownerId()))
                .many("vpc-id", ofPrimary(NetworkInterface::vpcId))
                .many("subnet-id", ofPrimary(NetworkInterface::subnetId))
                .many("private-ip-address", ofPrimary(NetworkInterface::address))
                .many("source-dest-check", ofPrimary(NetworkInterface::sourceDestinationCheck))
                .many(
                        "private-dns-name",
                        (state, each) ->
                                primary(state, each).stream().map(primary -> InterfaceXml.dnsName(state, primary)));
        ofInterfaces(filters);
        return filters.never(
                "affinity",
                "block-device-mapping.attach-time",
                "block-device-mapping.delete-on-termination",
                "block-device-mapping.device-name",
                "block-device-mapping.status",
                "block-device-mapping.volume-id",
                "capacity-reservation-id",
                "client-token",
                "dns-name",
                "group-id",
                "group-name",
                "hibernation-options.configured",
                "host-id",
                "iam-instance-profile.arn",
                "instance-lifecycle",
                "instance.group-id",
                "instance.group-name",
                "ip-address",
                "kernel-id",
                "key-name",
                "metadata-options.instance-metadata-tags",
                "network-interface.addresses.association.public-ip",
                "network-interface.addresses.association.ip-owner-id",
                "network-interface.association.public-ip",
                "network-interface.association.ip-owner-id",
                "network-interface.association.allocation-id",
                "network-interface.association.association-id",
                "network-interface.group-id",
                "network-interface.group-name",
                "network-interface.ipv6-addresses.ipv6-address",
                "network-interface.requester-id",
                "outpost-arn",
                "placement-group-name",
                "placement-partition-number",
                "platform",
                "product-code",
                "product-code.type",
                "ramdisk-id",
                "reason",
                "requester-id",
                "root-device-name",
                "spot-instance-request-id",
                "state-reason-code",
                "state-reason-message");
    }

    private static void ofInterfaces(Filters<Instance> filters) {
        filters.many("network-interface.network-interface-id", ofInterfaces(NetworkInterface::id))
                .many("network-interface.subnet-id", ofInterfaces(NetworkInterface::subnetId))
                .many("network-interface.vpc-id", ofInterfaces(NetworkInterface::vpcId))
                .many("network-interface.mac-address", ofInterfaces(NetworkInterface::macAddress))
                .many("network-interface.description", ofInterfaces(NetworkInterface::description))
                .many("network-interface.source-dest-check", ofInterfaces(NetworkInterface::sourceDestinationCheck))
                .many("network-interface.addresses.private-ip-address", ofInterfaces(NetworkInterface::address))
                .many("network-interface.addresses.primary", ofInterfaces(each -> true))
                .many("network-interface.status", ofInterfaces(InterfaceXml::status))
                .many("network-interface.requester-managed", ofInterfaces(each -> false))
                .many("network-interface.attachment.attachment-id", ofAttachments(Attachment::id))
                .many("network-interface.attachment.instance-id", ofAttachments(Attachment::instanceId))
                .many("network-interface.attachment.device-index", ofAttachments(Attachment::deviceIndex))
                .many("network-interface.attachment.attach-time", ofAttachments(Attachment::since))
                .many("network-interface.attachment.status", ofAttachments(each -> "attached"))
                .many("network-interface.attachment.delete-on-termination", ofAttachments(each -> true))
                .many(
                        "network-interface.availability-zone",
                        (state, each) -> state.interfacesOf(each.id()).stream()
                                .map(attached -> InterfaceXml.zone(state, attached)))
                .many(
                        "network-interface.private-dns-name",
                        (state, each) -> state.interfacesOf(each.id()).stream()
                                .map(attached -> InterfaceXml.dnsName(state, attached)))
                .many(
                        "network-interface.owner-id",
                        (state, each) -> state.interfacesOf(each.id()).stream().map(attached -> state.ownerId()))
                .many(
                        "network-interface.attachment.instance-owner-id",
                        (state, each) -> state.interfacesOf(each.id()).stream().map(attached -> state.ownerId()));
    }

    private static BiFunction<VpcState, Instance, Stream<String>> ofPrimary(Function<NetworkInterface, Object> value) {
        return (state, each) -> primary(state, each).stream().map(value).map(String::valueOf);
    }

    private static BiFunction<VpcState, Instance, Stream<String>> ofInterfaces(
            Function<NetworkInterface, Object> value) {
        return (state, each) ->
                state.interfacesOf(each.id()).stream().map(value).map(String::valueOf);
    }

    private static BiFunction<VpcState, Instance, Stream<String>> ofAttachments(Function<Attachment, Object> value) {
        return ofInterfaces(attached -> value.apply(attached.attachment().orElseThrow()));
    }

    private static void writeReservation(ResponseXml xml, VpcState state, Instance instance) {
        xml.text("reservationId", reservationId(instance));
        xml.text("ownerId", state.ownerId());
        xml.element("groupSet", none -> {});
        xml.items("instancesSet", List.of(instance), (item, only) -> write(item, state, only));
    }

    private static void write(ResponseXml xml, VpcState state, Instance instance) {
        xml.text("instanceId", instance.id());
        xml.text("imageId", IMAGE);
        xml.element("instanceState", element -> {
            element.text("code", instance.state().code());
            element.text("name", instance.state().apiName());
        });
        xml.text("instanceType", TYPE);
        xml.text("launchTime", instance.launched());
        xml.element("placement", placement -> {
            placement.text("availabilityZone", instance.zone());
            placement.text("groupName", "");
            placement.text("tenancy", "default");
        });
        xml.element("monitoring", monitoring -> monitoring.text("state", "disabled"));
        primary(state, instance).ifPresent(primary -> {
            xml.text("subnetId", primary.subnetId());
            xml.text("vpcId", primary.vpcId());
            xml.text("privateIpAddress", primary.address());
            xml.text("privateDnsName", InterfaceXml.dnsName(state, primary));
            xml.text("sourceDestCheck", primary.sourceDestinationCheck());
        });
        xml.text("architecture", ARCHITECTURE);
        xml.text("rootDeviceType", "ebs");
        xml.text("virtualizationType", "hvm");
        xml.text("hypervisor", "xen");
        xml.element("metadataOptions", options -> {
            options.text("state", "applied");
            options.text("httpTokens", "required");
            options.text("httpPutResponseHopLimit", 1);
            options.text("httpEndpoint", "enabled");
        });
        xml.items("networkInterfaceSet", state.interfacesOf(instance.id()), (item, attached) -> {
            InterfaceXml.write(item, state, attached);
            attached.attachment()
                    .ifPresent(attachment ->
                            item.element("attachment", element -> InterfaceXml.writeAttachment(element, attachment)));
        });
        xml.tags(instance.tags());
    }

    private static Optional<NetworkInterface> primary(VpcState state, Instance instance) {
        return state.interfacesOf(instance.id()).stream().findFirst();
    }

    private static String reservationId(Instance instance) {
        return "r-" + instance.id().substring("i-".length());
    }
}

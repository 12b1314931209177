package dev.pointsman.lab.vpc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An elastic network interface: what a route points at.
 *
 * <p>Exists apart from {@link Instance} because it outlives it, moves between instances, and owns the source/destination check.
 *
 * @param id {@code eni-…}
 * @param vpcId the VPC it is part of
 * @param subnetId its subnet
 * @param address its primary private IPv4 address, dotted
 * @param macAddress six lower-case hexadecimal octets with colons
 * @param groupIds its security groups
 * @param sourceDestinationCheck whether packets are dropped that are neither from nor for {@code address}; EC2's default is true
 * @param attachment where it is plugged in, if anywhere
 * @param description free text
 * @param tags keys and values
 */
public record NetworkInterface(
        String id,
        String vpcId,
        String subnetId,
        String address,
        String macAddress,
        List<String> groupIds,
        boolean sourceDestinationCheck,
        Optional<Attachment> attachment,
        String description,
        Map<String, String> tags) {

    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    /**
     * An interface's place in an instance.
     *
     * @param id {@code eni-attach-…}
     * @param instanceId the instance
     * @param deviceIndex 0 for the primary interface
     * @param since when it was attached
     */
    public record Attachment(String id, String instanceId, int deviceIndex, Instant since) {

        public Attachment {
            ResourceKind.NETWORK_INTERFACE_ATTACHMENT.require(id);
            ResourceKind.INSTANCE.require(instanceId);
            if (deviceIndex < 0) {
                throw new IllegalArgumentException("device index '%d' is negative".formatted(deviceIndex));
            }
        }
    }

    public NetworkInterface {
        ResourceKind.NETWORK_INTERFACE.require(id);
        ResourceKind.VPC.require(vpcId);
        ResourceKind.SUBNET.require(subnetId);
        Cidr.host(address);
        if (!MAC.matcher(macAddress).matches()) {
            throw new IllegalArgumentException(
                    "MAC address '%s' is malformed: write six lower-case octets, as in '02:00:0a:14:01:0a'"
                            .formatted(macAddress));
        }
        groupIds.forEach(ResourceKind.SECURITY_GROUP::require);
        groupIds = List.copyOf(groupIds);
        tags = Map.copyOf(tags);
    }

    /** The same with other security groups. */
    public NetworkInterface withGroups(List<String> ids) {
        return new NetworkInterface(
                id, vpcId, subnetId, address, macAddress, ids, sourceDestinationCheck, attachment, description, tags);
    }

    public NetworkInterface withSourceDestinationCheck(boolean enabled) {
        return new NetworkInterface(
                id, vpcId, subnetId, address, macAddress, groupIds, enabled, attachment, description, tags);
    }

    public NetworkInterface withAttachment(Optional<Attachment> newAttachment) {
        return new NetworkInterface(
                id,
                vpcId,
                subnetId,
                address,
                macAddress,
                groupIds,
                sourceDestinationCheck,
                newAttachment,
                description,
                tags);
    }
}

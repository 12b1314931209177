package dev.pointsman.pipeline.vpc;

import java.util.List;

/**
 * A network interface.
 *
 * @param id {@code eni-…}
 * @param subnetId its subnet, which it never leaves, nor that subnet's zone (Amazon EC2 User Guide, "Elastic network interfaces")
 * @param zone the subnet's
 * @param addresses its private IPv4 addresses, the primary one first
 * @param groupIds its security groups
 * @param checksSourceAndDestination whether EC2 drops packets that are not for one of its own addresses
 * @param instanceId where it is attached, {@code i-…}; empty when it is not, or not to an instance
 */
public record NetworkInterface(
        String id,
        String subnetId,
        String zone,
        List<String> addresses,
        List<String> groupIds,
        boolean checksSourceAndDestination,
        String instanceId) {

    public NetworkInterface {
        addresses = List.copyOf(addresses);
        groupIds = groupIds.stream().sorted().toList();
    }
}

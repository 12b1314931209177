package dev.pointsman.agent.ec2;

import java.util.Map;

/**
 * An EC2 instance that runs or starts.
 *
 * @param id {@code i-…}
 * @param address the primary private IPv4 address of its primary network interface
 * @param zone its availability zone
 * @param isStarting whether it is still {@code pending}
 * @param tags keys and values
 */
public record Instance(String id, String address, String zone, boolean isStarting, Map<String, String> tags) {

    public Instance {
        tags = Map.copyOf(tags);
    }
}

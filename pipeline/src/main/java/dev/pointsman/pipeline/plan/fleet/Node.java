package dev.pointsman.pipeline.plan.fleet;

import java.util.regex.Pattern;

import dev.pointsman.pipeline.plan.value.Ipv4;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * One instance of a fleet.
 *
 * @param name a DNS-1123 label, unique in the fleet
 * @param zone the availability zone, for instance {@code eu-central-1a}
 * @param address its private address, from which it speaks VRRP; dotted IPv4
 * @param interfaceId the network interface that route tables point at, {@code eni-…}; claims never name the instance, because
 *     ReplaceRoute refuses instances with several interfaces
 */
public record Node(String name, String zone, String address, String interfaceId) {

    private static final Pattern INTERFACE = Pattern.compile("eni-[0-9a-f]{8,17}");

    public Node {
        if (!ResourceName.isNamespace(name)) {
            throw new IllegalArgumentException("node name \"" + name + "\" is not a DNS-1123 label");
        }
        Ipv4.require(address);
        if (!INTERFACE.matcher(interfaceId).matches()) {
            throw new IllegalArgumentException("\"" + interfaceId + "\" is not a network interface id");
        }
    }
}

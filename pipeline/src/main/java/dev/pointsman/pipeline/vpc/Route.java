package dev.pointsman.pipeline.vpc;

import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * An entry of a route table.
 *
 * @param destination the packets it is for
 * @param target {@code eni-…} where there is a network interface, else whatever it points at: {@code local}, {@code igw-…},
 *     {@code nat-…}, {@code pcx-…}, {@code tgw-…}
 * @param isBlackhole whether EC2 says that the target takes no packets
 * @param isPropagated whether a gateway put it there (Amazon EC2 API Reference, "Route", origin EnableVgwRoutePropagation); such entries do
 *     not count against the quota of entries that people make
 */
public record Route(Ipv4Block destination, String target, boolean isBlackhole, boolean isPropagated) {

    /** What the target of the VPC's own ranges is called. */
    public static final String LOCAL = "local";

    public boolean leadsToInterface() {
        return target.startsWith("eni-");
    }

    public boolean isDefault() {
        return destination.equals(Ipv4Block.ALL);
    }
}

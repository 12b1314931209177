package dev.pointsman.pipeline.vpc;

import java.util.List;

import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * A peering of two VPCs.
 *
 * @param id {@code pcx-…}
 * @param requester the one side
 * @param accepter the other
 * @param isActive whether packets go through
 */
public record Peering(String id, Side requester, Side accepter, boolean isActive) {

    /**
     * A VPC that is peered.
     *
     * @param vpcId {@code vpc-…}
     * @param cidrs its addresses, the only ones that the peering carries packets for
     */
    public record Side(String vpcId, List<Ipv4Block> cidrs) {
        public Side {
            cidrs = List.copyOf(cidrs);
        }
    }

    /** The side that is not this VPC. */
    public Side otherThan(String vpcId) {
        return requester.vpcId().equals(vpcId) ? accepter : requester;
    }

    boolean isOf(String vpcId) {
        return requester.vpcId().equals(vpcId) || accepter.vpcId().equals(vpcId);
    }
}

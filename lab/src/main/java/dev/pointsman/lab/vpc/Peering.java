package dev.pointsman.lab.vpc;

import java.util.Map;

/**
 * An active VPC peering: what the API tells of it; nothing is behind it in the lab.
 *
 * @param id {@code pcx-…}
 * @param requester who asked for it
 * @param accepter who accepted it
 * @param tags keys and values
 */
public record Peering(String id, Side requester, Side accepter, Map<String, String> tags) {

    /**
     * One of the two VPCs.
     *
     * @param ownerId the account
     * @param vpcId {@code vpc-…}
     * @param cidr its block
     * @param region where it is
     */
    public record Side(String ownerId, String vpcId, Cidr cidr, String region) {
        public Side {
            ResourceKind.VPC.require(vpcId);
        }
    }

    public Peering {
        ResourceKind.PEERING_CONNECTION.require(id);
        tags = Map.copyOf(tags);
    }
}

package dev.pointsman.lab.vpc;

import java.util.Map;

/**
 * A range of a VPC's addresses in one availability zone.
 *
 * <p>Exists because a subnet decides by which route table its clients' packets go.
 *
 * @param id {@code subnet-…}
 * @param vpcId the VPC it is part of
 * @param cidr its block, inside the VPC's
 * @param zone availability zone's name, for example {@code eu-central-1a}
 * @param tags keys and values
 */
public record Subnet(String id, String vpcId, Cidr cidr, String zone, Map<String, String> tags) {

    public Subnet {
        ResourceKind.SUBNET.require(id);
        ResourceKind.VPC.require(vpcId);
        tags = Map.copyOf(tags);
    }
}

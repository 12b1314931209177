package dev.pointsman.pipeline.vpc;

import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * A range of a VPC's addresses in one availability zone.
 *
 * @param id {@code subnet-…}
 * @param cidr its addresses
 * @param zone for instance {@code eu-central-1a}
 */
public record Subnet(String id, Ipv4Block cidr, String zone) {}

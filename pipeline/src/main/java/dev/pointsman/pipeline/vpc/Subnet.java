package dev.pointsman.pipeline.vpc;

/**
 * A range of a VPC's addresses in one availability zone.
 *
 * @param id {@code subnet-…}
 * @param cidr its addresses
 * @param zone for instance {@code eu-central-1a}
 */
public record Subnet(String id, Cidr cidr, String zone) {}

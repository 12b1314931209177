/**
 * A VPC as it is: what EC2 says of its address ranges, subnets, route tables, network interfaces, instances, security groups and peerings,
 * as far as it decides whether a VIP can be reached.
 *
 * <p>Values only; where they come from (the EC2 API, a file) is nobody's business here. {@code document} reads and writes them as files,
 * {@code rule} judges fleets by them.
 */
package dev.pointsman.pipeline.vpc;

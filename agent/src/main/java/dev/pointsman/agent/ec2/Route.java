package dev.pointsman.agent.ec2;

/**
 * One entry of a route table, as EC2 describes it.
 *
 * @param destination the CIDR block, for instance {@code 10.99.0.10/32}
 * @param target the network interface where there is one (in a shared VPC nothing else is visible), else whatever the entry points at
 *     ({@code igw-…}, {@code nat-…}, {@code pcx-…}, {@code local})
 * @param isBlackhole whether EC2 says that the target cannot take packets: it is stopped, detached or gone (Amazon VPC API Reference,
 *     "Route", state)
 */
public record Route(String destination, String target, boolean isBlackhole) {}

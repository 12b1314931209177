package dev.pointsman.agent.doctor;

import java.util.List;
import java.util.function.Function;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.NetworkInterfaces;
import dev.pointsman.agent.ownership.assignment.Assignment;

/** Whether EC2 drops the VIPs' packets at this node's network interface. */
final class SourceDestinationCheck implements Examination {

    private final Assignment assignment;
    private final Function<String, NetworkInterfaces> access;

    /** @param access reaches EC2 in a region */
    SourceDestinationCheck(Assignment assignment, Function<String, NetworkInterfaces> access) {
        this.assignment = assignment;
        this.access = access;
    }

    @Override
    public String subject() {
        return "the source/destination check of " + assignment.self().interfaceId();
    }

    @Override
    public List<Ailment> examine() {
        String interfaceId = assignment.self().interfaceId();
        try {
            return access.apply(assignment.fleet().region()).checksSourceAndDestination(interfaceId)
                    ? List.of(new Ailment(
                            interfaceId,
                            "has its source/destination check on, so EC2 drops every packet for a VIP",
                            "run \"pointsman install\""))
                    : List.of();
        } catch (Ec2Exception refused) {
            return List.of(new Ailment(
                    interfaceId,
                    "cannot be looked at, so nobody knows whether EC2 drops the VIPs' packets: " + refused.getMessage(),
                    "allow ec2:DescribeNetworkInterfaces, or see why EC2 does not answer"));
        }
    }
}

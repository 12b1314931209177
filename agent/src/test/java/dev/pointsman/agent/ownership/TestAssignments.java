package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.value.ResourceName;

/** What the lab's nodes have to hold. */
final class TestAssignments {

    static final String PLACEHOLDER = "169.254.77.1";

    private TestAssignments() {}

    /** One route group "edge" over all tables of the lab's VPC. */
    static Assignment edge(String node, List<String> order, List<String> destinations) {
        Fleet fleet = new Fleet(
                new ResourceName("edge", "lab"),
                VpcBuilder.REGION,
                VpcBuilder.VPC_ID,
                List.of(
                        new Node("node-a", "eu-central-1a", "10.20.1.10", Ec2Lab.ENI_A),
                        new Node("node-b", "eu-central-1b", "10.20.2.10", Ec2Lab.ENI_B)),
                new VrrpTiming(Duration.ofMillis(100), Duration.ZERO));
        RouteGroup group = new RouteGroup("edge", 11, destinations, new RouteTableSelection.All(), order, PLACEHOLDER);
        return new Assignment(fleet, node, List.of(group), new TreeMap<>());
    }
}

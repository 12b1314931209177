package dev.pointsman.lab.ec2;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.change.CreateRoute;
import dev.pointsman.lab.ec2.change.DeleteRoute;
import dev.pointsman.lab.ec2.change.ModifyNetworkInterfaceAttribute;
import dev.pointsman.lab.ec2.change.ReplaceRoute;
import dev.pointsman.lab.ec2.describe.DescribeInstances;
import dev.pointsman.lab.ec2.describe.DescribeNetworkInterfaceAttribute;
import dev.pointsman.lab.ec2.describe.DescribeNetworkInterfaces;
import dev.pointsman.lab.ec2.describe.DescribeRouteTables;
import dev.pointsman.lab.ec2.describe.DescribeSecurityGroups;
import dev.pointsman.lab.ec2.describe.DescribeSubnets;
import dev.pointsman.lab.ec2.describe.DescribeVpcPeeringConnections;
import dev.pointsman.lab.ec2.describe.DescribeVpcs;

/** The actions that the endpoint has, by name; exists as the one list of them. */
final class Actions {

    private static final Map<String, Action> BY_NAME = Stream.of(
                    new CreateRoute(),
                    new ReplaceRoute(),
                    new DeleteRoute(),
                    new ModifyNetworkInterfaceAttribute(),
                    new DescribeNetworkInterfaceAttribute(),
                    DescribeRouteTables.action(),
                    DescribeVpcs.action(),
                    DescribeSubnets.action(),
                    DescribeInstances.action(),
                    DescribeNetworkInterfaces.action(),
                    DescribeSecurityGroups.action(),
                    DescribeVpcPeeringConnections.action())
            .collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));

    private Actions() {}

    static Optional<Action> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}

package dev.pointsman.lab.ec2.action;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The actions that the endpoint has, by name; exists as the one list of them. */
public final class Actions {

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
                    DescribeNetworkInterfaces.action())
            .collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));

    private Actions() {}

    public static Optional<Action> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}

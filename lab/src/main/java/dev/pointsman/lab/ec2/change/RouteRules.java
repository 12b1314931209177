package dev.pointsman.lab.ec2.change;

import java.util.List;

import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.change.RouteParameters.WantedTarget;
import dev.pointsman.lab.ec2.query.Ec2Exception;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.NetworkInterface;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.lab.vpc.Route.Target;
import dev.pointsman.lab.vpc.RouteTable;
import dev.pointsman.lab.vpc.VpcState;

/**
 * Checks what EC2 allows of an entry in a route table (VPC User Guide, "Route tables": subnet and gateway route tables).
 *
 * <p>Exists so that CreateRoute and ReplaceRoute refuse the same things; pure functions of the state.
 */
final class RouteRules {

    /** "You cannot add routes to IPv4 addresses that are an exact match or a subset of 169.254.168.0/22." */
    private static final Cidr RESERVED = Cidr.parse("169.254.168.0/22");

    private RouteRules() {}

    static RouteTable table(VpcState state, String routeTableId) {
        return state.routeTable(routeTableId).orElseThrow(() -> Identifiers.ROUTE_TABLES.notFound(routeTableId));
    }

    /**
     * What an entry of this table would point at.
     *
     * @throws Ec2Exception if there is no such target, or it is not in the table's VPC
     */
    static Target target(VpcState state, RouteTable table, WantedTarget wanted) {
        return switch (wanted) {
            case WantedTarget.Local() -> new Target.Local();
            case WantedTarget.OfInterface(String id) ->
                toInterface(
                        table,
                        state.networkInterface(id).orElseThrow(() -> Identifiers.NETWORK_INTERFACES.notFound(id)));
            case WantedTarget.OfInstance(String id) -> toInterface(table, onlyInterface(state, id));
            case WantedTarget.OfGateway(String id) -> {
                if (!state.gatewayIds().contains(id)) {
                    throw gatewayNotFound(id);
                }
                yield new Target.ToGateway(id);
            }
            case WantedTarget.Absent(String parameter, String value) -> throw absent(parameter, value);
        };
    }

    /**
     * Whether this table may have such an entry at all.
     *
     * @throws Ec2Exception {@code InvalidParameterValue} if not
     */
    static void requireAllowed(VpcState state, RouteTable table, Cidr destination, Target target) {
        if (RESERVED.contains(destination)) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.because(
                    "The destination CIDR block %s is within %s, which is reserved for AWS services",
                    destination, RESERVED);
        }
        boolean isWithinVpc = state.cidr().contains(destination);
        if (isWithinVpc && target instanceof Target.ToGateway) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.because(
                    "The destination CIDR block %s is equal to or more specific than one of this VPC's CIDR blocks."
                            + " This route can target only an interface or an instance.",
                    destination);
        }
        boolean isWholeVpc = destination.equals(state.cidr());
        boolean isSubnet = state.subnets().values().stream()
                .anyMatch(subnet -> subnet.cidr().equals(destination));
        if (isWithinVpc && !isWholeVpc && !isSubnet) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.because("Route destination doesn't match any subnet CIDR blocks.");
        }
        if (!isWithinVpc && table.isGatewayAssociated()) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.because(
                    "Route table %s is associated with a gateway: Route destination doesn't match any subnet CIDR blocks.",
                    table.id());
        }
        if (target instanceof Target.Local && !isWholeVpc) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.because(
                    "The local target can be used only for the local route %s, not for %s", state.cidr(), destination);
        }
    }

    /** Whether an entry is the table's local route, which can be pointed elsewhere but never removed. */
    static boolean isLocalRoute(Route route) {
        return route.origin() == Route.Origin.CREATE_ROUTE_TABLE;
    }

    private static Target toInterface(RouteTable table, NetworkInterface networkInterface) {
        if (!networkInterface.vpcId().equals(table.vpcId())) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.because(
                    "route table %s and interface %s belong to different networks", table.id(), networkInterface.id());
        }
        return new Target.ToInterface(networkInterface.id());
    }

    private static NetworkInterface onlyInterface(VpcState state, String instanceId) {
        state.instance(instanceId).orElseThrow(() -> Identifiers.INSTANCES.notFound(instanceId));
        List<NetworkInterface> attached = state.interfacesOf(instanceId);
        if (attached.size() > 1) {
            throw ErrorCode.INVALID_INSTANCE_ID.because(
                    "There are multiple interfaces attached to instance '%s'. Please specify an interface ID for the operation instead.",
                    instanceId);
        }
        if (attached.isEmpty()) {
            throw ErrorCode.INVALID_INSTANCE_ID.because(
                    "There are no interfaces attached to instance '%s'.", instanceId);
        }
        return attached.getFirst();
    }

    private static Ec2Exception absent(String parameter, String value) {
        return parameter.equals("GatewayId")
                ? gatewayNotFound(value)
                : ErrorCode.INVALID_PARAMETER_VALUE.because(
                        "Value (%s) for parameter %s is invalid. There is none with that id in this VPC.",
                        value, Character.toLowerCase(parameter.charAt(0)) + parameter.substring(1));
    }

    private static Ec2Exception gatewayNotFound(String id) {
        return ErrorCode.INVALID_GATEWAY_ID_NOT_FOUND.because("The gateway ID '%s' does not exist", id);
    }
}

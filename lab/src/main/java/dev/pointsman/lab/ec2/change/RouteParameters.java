package dev.pointsman.lab.ec2.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.ResourceKind;

/**
 * Reads what CreateRoute, ReplaceRoute and DeleteRoute have in common: the table, the destination, and what packets are sent to.
 *
 * <p>Exists because the three must agree on every form of request that EC2 documents, also on those that the lab's VPC cannot serve.
 */
final class RouteParameters {

    /** Targets that the API knows and no lab VPC has: naming one is well formed, but there is none with that id. */
    private static final List<String> OTHER_TARGETS = List.of(
            "CarrierGatewayId",
            "CoreNetworkArn",
            "EgressOnlyInternetGatewayId",
            "LocalGatewayId",
            "NatGatewayId",
            "OdbNetworkArn",
            "TransitGatewayId",
            "VpcEndpointId",
            "VpcPeeringConnectionId");

    private RouteParameters() {}

    /** What a request names as the target of a route. */
    sealed interface WantedTarget {

        record OfInterface(String networkInterfaceId) implements WantedTarget {}

        record OfInstance(String instanceId) implements WantedTarget {}

        record OfGateway(String gatewayId) implements WantedTarget {}

        /** The local route's default, {@code LocalTarget=true} of ReplaceRoute. */
        record Local() implements WantedTarget {}

        /** A kind that the lab has none of. */
        record Absent(String parameter, String value) implements WantedTarget {}
    }

    static String routeTableId(Parameters parameters) {
        return Identifiers.ROUTE_TABLES.wellFormed(parameters.required("RouteTableId"));
    }

    /**
     * The destination as sent, in one of its three forms; the lab has IPv4 only.
     *
     * @throws dev.pointsman.lab.ec2.query.Ec2Exception {@code MissingParameter}, {@code InvalidParameterCombination} or
     *     {@code InvalidParameterValue}; {@code InvalidPrefixListID.NotFound} because the lab has no prefix lists
     */
    static Destination destination(Parameters parameters) {
        Optional<String> ipv4 = parameters.text("DestinationCidrBlock");
        Optional<String> ipv6 = parameters.text("DestinationIpv6CidrBlock");
        Optional<String> prefixList = parameters.text("DestinationPrefixListId");
        long sent = List.of(ipv4, ipv6, prefixList).stream()
                .filter(Optional::isPresent)
                .count();
        if (sent == 0) {
            throw Parameters.missing("DestinationCidrBlock");
        }
        if (sent > 1) {
            throw ErrorCode.INVALID_PARAMETER_COMBINATION.because(
                    "Only one of destinationCidrBlock, destinationIpv6CidrBlock and destinationPrefixListId may be specified");
        }
        if (prefixList.isPresent()) {
            throw ErrorCode.INVALID_PREFIX_LIST_ID_NOT_FOUND.because(
                    "The prefix list ID '%s' does not exist", prefixList.get());
        }
        if (ipv6.isPresent()) {
            throw Parameters.invalid(
                    "DestinationIpv6CidrBlock", ipv6.get(), "This VPC has no IPv6 CIDR block associated with it.");
        }
        try {
            return new Destination(ipv4.get(), Cidr.parse(ipv4.get()));
        } catch (IllegalArgumentException notABlock) {
            throw Parameters.invalid("DestinationCidrBlock", ipv4.get(), "This is not a valid CIDR block.");
        }
    }

    /**
     * A destination.
     *
     * @param asSent what the caller wrote
     * @param cidr its canonical form
     */
    record Destination(String asSent, Cidr cidr) {

        /** Whether the caller wrote the canonical form; only that can be the one of an existing entry. */
        boolean isCanonical() {
            return asSent.equals(cidr.toString());
        }
    }

    /**
     * The one target that the request names.
     *
     * @param allowsLocal whether {@code LocalTarget} is a parameter of the action
     * @throws dev.pointsman.lab.ec2.query.Ec2Exception {@code MissingParameter} for none, {@code InvalidParameterCombination} for several,
     *     the malformed code of its kind
     */
    static WantedTarget target(Parameters parameters, boolean allowsLocal) {
        List<WantedTarget> wanted = new ArrayList<>();
        parameters
                .text("NetworkInterfaceId")
                .map(Identifiers.NETWORK_INTERFACES::wellFormed)
                .ifPresent(id -> wanted.add(new WantedTarget.OfInterface(id)));
        parameters
                .text("InstanceId")
                .map(Identifiers.INSTANCES::wellFormed)
                .ifPresent(id -> wanted.add(new WantedTarget.OfInstance(id)));
        parameters.text("GatewayId").map(RouteParameters::gateway).ifPresent(wanted::add);
        if (allowsLocal && parameters.flag("LocalTarget").orElse(false)) {
            wanted.add(new WantedTarget.Local());
        }
        for (String name : OTHER_TARGETS) {
            parameters.text(name).ifPresent(value -> wanted.add(new WantedTarget.Absent(name, value)));
        }
        if (wanted.isEmpty()) {
            throw ErrorCode.MISSING_PARAMETER.because(
                    "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId,"
                            + " egressOnlyInternetGatewayId, transitGatewayId, localGatewayId, carrierGatewayId, instanceId");
        }
        if (wanted.size() > 1) {
            throw ErrorCode.INVALID_PARAMETER_COMBINATION.because(
                    "The request must contain exactly one target of the route, but it names '%d'", wanted.size());
        }
        return wanted.getFirst();
    }

    private static WantedTarget gateway(String id) {
        return ResourceKind.INTERNET_GATEWAY.isWellFormed(id)
                ? new WantedTarget.OfGateway(id)
                : new WantedTarget.Absent("GatewayId", id);
    }
}

package dev.pointsman.lab.vpc;

/**
 * One entry of a route table.
 *
 * <p>Exists as what was asked for; whether it works ({@code active}) or not ({@code blackhole}) depends on the target's state and is
 * answered by {@link VpcState#hop}.
 *
 * @param destination the packets it applies to
 * @param target where they are sent
 * @param origin how the entry came about
 */
public record Route(Cidr destination, Target target, Origin origin) {

    /** Where an entry points. */
    public sealed interface Target {

        /** Within the VPC, straight to the addressee. */
        record Local() implements Target {}

        /** Through an internet gateway. */
        record ToGateway(String gatewayId) implements Target {
            public ToGateway {
                ResourceKind.INTERNET_GATEWAY.require(gatewayId);
            }
        }

        /** To a network interface; the entry stays when the interface goes. */
        record ToInterface(String networkInterfaceId) implements Target {
            public ToInterface {
                ResourceKind.NETWORK_INTERFACE.require(networkInterfaceId);
            }
        }
    }

    /** The values of the API reference's {@code Route.origin} that can occur here. */
    public enum Origin {
        CREATE_ROUTE_TABLE("CreateRouteTable"),
        CREATE_ROUTE("CreateRoute");

        private final String apiName;

        Origin(String apiName) {
            this.apiName = apiName;
        }

        public String apiName() {
            return apiName;
        }
    }

    public Route withTarget(Target newTarget) {
        return new Route(destination, newTarget, origin);
    }
}

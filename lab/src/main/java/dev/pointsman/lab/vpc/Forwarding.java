package dev.pointsman.lab.vpc;

/**
 * The data plane of the lab: told of every effective change, it makes packets go that way.
 *
 * <p>Exists so that the model of the VPC knows nothing of network namespaces. {@link Vpc#attach} first tells the whole state, then every
 * change, in order, one at a time and before the API call that caused it is answered. An implementation should therefore take
 * milliseconds at most; if it throws, the change is not made and the caller sees EC2's {@code InternalError}.
 */
public interface Forwarding {

    /** Where an entry of a route table sends packets in effect. */
    sealed interface Hop {

        /** Within the VPC, straight to the addressee. */
        record Local() implements Hop {}

        /** Out through a gateway, of which the lab has nothing beyond. */
        record ToGateway(String gatewayId) implements Hop {}

        /**
         * To an interface that is attached to a running instance.
         *
         * @param networkInterfaceId {@code eni-…}
         * @param address the interface's primary private address, dotted
         */
        record ToInterface(String networkInterfaceId, String address) implements Hop {}

        /** Nowhere: the target is gone, detached, or its instance does not run. The entry still hides less specific ones. */
        record Blackhole() implements Hop {}
    }

    /** From now on packets for {@code destination} that are looked up in this table go to {@code hop}; the entry may be new or changed. */
    void routeSet(String routeTableId, Cidr destination, Hop hop);

    /** The table no longer has an entry for exactly this destination. */
    void routeRemoved(String routeTableId, Cidr destination);

    /** While enabled, packets that are neither from nor for the interface's own address must be dropped at it, in both directions. */
    void sourceDestinationCheckSet(String networkInterfaceId, boolean enabled);

    /** The interface was deleted; {@link #routeSet} has already said what became of the entries that point at it. */
    void interfaceGone(String networkInterfaceId);

    /** Moves nothing: for tests of the API alone. */
    static Forwarding none() {
        return new Forwarding() {
            @Override
            public void routeSet(String routeTableId, Cidr destination, Hop hop) {}

            @Override
            public void routeRemoved(String routeTableId, Cidr destination) {}

            @Override
            public void sourceDestinationCheckSet(String networkInterfaceId, boolean enabled) {}

            @Override
            public void interfaceGone(String networkInterfaceId) {}
        };
    }
}

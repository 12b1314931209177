package dev.pointsman.pipeline.status;

import java.util.List;

import dev.pointsman.pipeline.resource.route.ParentReference;

/**
 * The status of one resource.
 *
 * <p>Source: Gateway API v1.6, "GatewayClassStatus", "GatewayStatus", "RouteStatus" and "PolicyStatus".
 */
public sealed interface ResourceStatus {

    /** The resource's kind, for instance {@code HTTPRoute}. */
    String kind();

    /** Its full name, for instance {@code shop/cart}. */
    String name();

    /** Of a GatewayClass of Pointsman's. */
    record OfClass(String name, List<Condition> conditions) implements ResourceStatus {
        @Override
        public String kind() {
            return "GatewayClass";
        }
    }

    /**
     * Of a Gateway whose class is Pointsman's.
     *
     * @param addresses the VIPs that it is served on; empty when it is not served
     */
    record OfGateway(String name, List<String> addresses, List<Condition> conditions, List<Listener> listeners)
            implements ResourceStatus {
        @Override
        public String kind() {
            return "Gateway";
        }
    }

    /**
     * Of one listener.
     *
     * @param supportedKinds the kinds of routes that it takes
     * @param attachedRoutes how many it has taken
     */
    record Listener(String name, List<String> supportedKinds, int attachedRoutes, List<Condition> conditions) {}

    /** Of a route, under each parent that is Pointsman's or nobody's. */
    record OfRoute(String kind, String name, List<Parent> parents) implements ResourceStatus {}

    /** Of a route under one parent. */
    record Parent(ParentReference reference, List<Condition> conditions) {}

    /** Of a policy, for each Gateway that it is in effect for. */
    record OfPolicy(String kind, String name, List<Ancestor> ancestors) implements ResourceStatus {}

    /**
     * Of a policy, for one Gateway.
     *
     * @param gateway {@code namespace/name}
     */
    record Ancestor(String gateway, List<Condition> conditions) {}
}

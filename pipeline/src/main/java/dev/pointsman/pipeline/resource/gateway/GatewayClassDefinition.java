package dev.pointsman.pipeline.resource.gateway;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.fleet.FleetReference;

/**
 * A class of Gateways: who serves them, and with which Fleet.
 *
 * <p>Source: Gateway API v1, "GatewayClass".
 *
 * @param controllerName who serves Gateways of this class; Pointsman serves those of {@link #POINTSMAN}
 * @param fleet the Fleet for every Gateway of the class that names none itself
 */
public record GatewayClassDefinition(Metadata metadata, Located<String> controllerName, FleetReference fleet)
        implements Definition {

    /** The controller name by which a class says that it is Pointsman's. */
    public static final String POINTSMAN = "pointsman.dev/gateway-controller";

    /** Whether Pointsman serves Gateways of this class. */
    public boolean isOurs() {
        return controllerName.value().equals(POINTSMAN);
    }
}

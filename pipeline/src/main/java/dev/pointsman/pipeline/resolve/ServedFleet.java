package dev.pointsman.pipeline.resolve;

import java.util.List;

import dev.pointsman.pipeline.resource.fleet.FleetDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;

/**
 * A Fleet as it is written, and the Gateways that lead to it.
 *
 * @param fleet the Fleet
 * @param gateways by name
 */
public record ServedFleet(FleetDefinition fleet, List<GatewayDefinition> gateways) {
    public ServedFleet {
        gateways = List.copyOf(gateways);
    }
}

package dev.pointsman.pipeline.resolve.fleet;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.resource.fleet.FleetDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;

/** A Gateway, and the Fleet that serves it. */
record VipUse(FleetDefinition fleet, GatewayDefinition gateway) {

    Located<String> vip() {
        return gateway.addresses().getFirst();
    }
}

package dev.pointsman.pipeline.resource.fleet;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.plan.value.ResourceName;

/** Which Fleet a GatewayClass or a Gateway names by its {@code parametersRef}. */
public sealed interface FleetReference {

    /** It names none. */
    record Unset() implements FleetReference {}

    /** It names this one. */
    record Named(Located<ResourceName> fleet) implements FleetReference {}
}

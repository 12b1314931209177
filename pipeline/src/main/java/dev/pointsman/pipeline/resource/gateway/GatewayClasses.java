package dev.pointsman.pipeline.resource.gateway;

import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;

/** Whose Gateways are whose: Pointsman serves those whose class names it as controller. */
public final class GatewayClasses {

    private final Definitions definitions;

    public GatewayClasses(Definitions definitions) {
        this.definitions = definitions;
    }

    /** Whether Pointsman is the controller of this Gateway's class. */
    public boolean isOurs(GatewayDefinition gateway) {
        return definitions
                .find(Kind.GATEWAY_CLASS, gateway.className().value(), GatewayClassDefinition.class)
                .filter(GatewayClassDefinition::isOurs)
                .isPresent();
    }

    /** Whether this Gateway is there, readable and Pointsman's. */
    public boolean isServed(ResourceName gateway) {
        return definitions
                .find(Kind.GATEWAY, gateway.toString(), GatewayDefinition.class)
                .filter(this::isOurs)
                .isPresent();
    }

    /** Whether this Gateway is there and readable, but another controller's. */
    public boolean isForeign(ResourceName gateway) {
        return definitions
                .find(Kind.GATEWAY, gateway.toString(), GatewayDefinition.class)
                .filter(found -> !isOurs(found))
                .isPresent();
    }
}

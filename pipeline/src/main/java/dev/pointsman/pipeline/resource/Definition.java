package dev.pointsman.pipeline.resource;

/** One resource of the definitions. */
public sealed interface Definition
        permits EndpointSliceDefinition,
                FleetDefinition,
                GatewayClassDefinition,
                GatewayDefinition,
                NamespaceDefinition,
                ReferenceGrantDefinition,
                RouteDefinition,
                ServiceDefinition {

    Metadata metadata();
}

package dev.pointsman.pipeline.resource;

/** One resource of the definitions. */
public sealed interface Definition
        permits EndpointSliceDefinition,
                FleetDefinition,
                GatewayClassDefinition,
                GatewayDefinition,
                HttpRouteDefinition,
                NamespaceDefinition,
                ServiceDefinition {

    Metadata metadata();
}

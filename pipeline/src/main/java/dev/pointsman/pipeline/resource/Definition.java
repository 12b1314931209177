package dev.pointsman.pipeline.resource;

/** One resource of the definitions. */
public sealed interface Definition
        permits ConfigMapDefinition,
                EndpointSliceDefinition,
                FleetDefinition,
                GatewayClassDefinition,
                GatewayDefinition,
                NamespaceDefinition,
                ReferenceGrantDefinition,
                RouteDefinition,
                SecretDefinition,
                ServiceDefinition {

    Metadata metadata();
}

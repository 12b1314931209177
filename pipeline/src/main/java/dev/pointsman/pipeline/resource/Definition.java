package dev.pointsman.pipeline.resource;

/** One resource of the definitions. */
public sealed interface Definition
        permits BackendPolicyDefinition,
                BackendTlsPolicyDefinition,
                ConfigMapDefinition,
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

package dev.pointsman.pipeline.resource.service;

import java.util.List;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;

/**
 * Some of a Service's endpoints.
 *
 * <p>Source: Kubernetes API, discovery/v1 "EndpointSlice".
 *
 * @param service the Service, from the label {@value #SERVICE_LABEL}
 * @param ports the ports that every endpoint listens on, by the names that the Service gives them
 * @param endpoints those that are ready: IPv4 addresses, or host names
 */
public record EndpointSliceDefinition(
        Metadata metadata, Located<ResourceName> service, List<Port> ports, List<Located<String>> endpoints)
        implements Definition {

    public static final String SERVICE_LABEL = "kubernetes.io/service-name";

    public EndpointSliceDefinition {
        ports = List.copyOf(ports);
        endpoints = List.copyOf(endpoints);
    }

    /**
     * A port of the endpoints.
     *
     * @param name the name of the Service's port; may be empty
     * @param number 1 to 65535
     */
    public record Port(String name, int number, Origin origin) {}
}

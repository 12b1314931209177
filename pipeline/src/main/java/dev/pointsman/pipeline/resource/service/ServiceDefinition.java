package dev.pointsman.pipeline.resource.service;

import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;

/**
 * A name for a set of endpoints.
 *
 * <p>Source: Kubernetes API, core/v1 "Service"; its endpoints are those of the EndpointSlices that carry its name as a label.
 *
 * @param ports at least one; names and numbers distinct
 * @param selector the labels by which it asks for endpoints; empty when it says none
 */
public record ServiceDefinition(Metadata metadata, List<Port> ports, Located<Map<String, String>> selector)
        implements Definition {

    public ServiceDefinition {
        ports = List.copyOf(ports);
    }

    /**
     * A port of the Service.
     *
     * @param name unique in the Service; may be empty when it is the only one; EndpointSlices name the same
     * @param number 1 to 65535
     * @param protocol TCP, UDP or SCTP
     * @param application what is spoken above it, {@code appProtocol}; empty when nobody says
     */
    public record Port(String name, int number, String protocol, String application, Origin origin) {}
}

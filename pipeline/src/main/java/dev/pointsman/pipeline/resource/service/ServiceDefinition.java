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
 * <p>Source: Kubernetes API, core/v1 "Service"; its endpoints are those of the EndpointSlices that carry its name as a label, or else the
 * instances that its selector selects.
 *
 * @param ports at least one; names and numbers distinct
 * @param selector the tags of the instances that are its endpoints; empty when it says none
 * @param publishesNotReady whether instances that are still starting are endpoints as well, {@code publishNotReadyAddresses}
 */
public record ServiceDefinition(
        Metadata metadata, List<Port> ports, Located<Map<String, String>> selector, boolean publishesNotReady)
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
     * @param target the port of what the selector selects, {@code targetPort}: a number, a name, or empty for the same number
     * @param application what is spoken above it, {@code appProtocol}; empty when nobody says
     */
    public record Port(
            String name, int number, String protocol, Located<String> target, String application, Origin origin) {}
}

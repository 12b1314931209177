package dev.pointsman.pipeline.resource.service;

import java.util.List;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;

/**
 * How the endpoints of Services are watched, chosen among and spared.
 *
 * @param services whom it is attached to, in its own namespace (Gateway API, "Policy Attachment", GEP-713)
 * @param policy what holds for each of their ports
 */
public record BackendPolicyDefinition(Metadata metadata, List<Located<ResourceName>> services, TrafficPolicy policy)
        implements Definition {

    public BackendPolicyDefinition {
        services = List.copyOf(services);
    }
}

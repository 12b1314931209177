package dev.pointsman.pipeline.resolve.route;

import java.util.HashMap;
import java.util.Map;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.service.BackendPolicyDefinition;
import dev.pointsman.pipeline.resource.service.ServiceDefinition;

/** Which BackendPolicy holds for which Service; two for one Service are an error, because nobody could say which. */
public final class BackendPolicies {

    private final Map<ResourceName, BackendPolicyDefinition> attached = new HashMap<>();

    /** Follows the targets of every policy; one that leads nowhere is a finding. */
    public BackendPolicies(Definitions definitions, Lookup lookup, Findings findings) {
        for (BackendPolicyDefinition policy : definitions.all(Kind.BACKEND_POLICY, BackendPolicyDefinition.class)) {
            for (Located<ResourceName> service : policy.services()) {
                lookup.find(Kind.SERVICE, service, ServiceDefinition.class);
                BackendPolicyDefinition first = attached.putIfAbsent(service.value(), policy);
                if (first != null) {
                    findings.error(
                            FindingCode.CONFLICT,
                            service.origin(),
                            "Service " + Quoted.of(service.value().toString()) + " has a BackendPolicy already, "
                                    + Quoted.of(first.metadata().fullName()) + " ("
                                    + first.metadata().origin().place() + ")",
                            "Write one policy for a Service.");
                }
            }
        }
    }

    TrafficPolicy of(ResourceName service) {
        BackendPolicyDefinition policy = attached.get(service);
        return policy == null ? TrafficPolicy.DEFAULT : policy.policy();
    }
}

package dev.pointsman.pipeline.resource.service;

import java.util.List;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ObjectReference;

/**
 * That Services are spoken to over TLS, and whom they must prove to be.
 *
 * <p>Source: Gateway API v1, "BackendTLSPolicy".
 *
 * @param targets the Services
 * @param authorities ConfigMaps with the certificates of those who may have signed theirs; empty when the system's are to be trusted
 * @param hostname the name that is asked for, and that their certificates must have
 */
public record BackendTlsPolicyDefinition(
        Metadata metadata, List<Target> targets, List<ObjectReference> authorities, String hostname)
        implements Definition {

    public BackendTlsPolicyDefinition {
        targets = List.copyOf(targets);
        authorities = List.copyOf(authorities);
    }

    /**
     * Source: Gateway API v1, "LocalPolicyTargetReferenceWithSectionName".
     *
     * @param object what it holds for
     * @param port the name of the Service's port; empty for every port that no other policy names
     */
    public record Target(ObjectReference object, Located<String> port) {}
}

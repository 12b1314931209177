package dev.pointsman.pipeline.resource.cluster;

import java.util.List;

import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;

/**
 * What resources of other namespaces may refer to in this one.
 *
 * <p>Source: Gateway API v1.6, "ReferenceGrant".
 *
 * @param sources who may refer; at least one
 * @param targets what to; at least one
 */
public record ReferenceGrantDefinition(Metadata metadata, List<Source> sources, List<Target> targets)
        implements Definition {
    public ReferenceGrantDefinition {
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
    }

    /** All resources of this group and kind in this namespace. */
    public record Source(String group, String kind, String namespace) {}

    /**
     * Resources of this group and kind in the grant's own namespace.
     *
     * @param name the only one that is meant; empty for all of them
     */
    public record Target(String group, String kind, String name) {}
}

package dev.pointsman.pipeline.resource.route;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Kind;

/**
 * What a route attaches to: a Gateway, or one of its listeners. A parent of another kind is somebody else's (a mesh's Service, say): the
 * route keeps it, and nothing comes of it here.
 *
 * <p>Source: Gateway API v1, "ParentReference".
 *
 * @param group the API group of its kind
 * @param kind its kind
 * @param gateway its name; a Gateway's when the kind says so
 * @param sectionName the listener's name; empty for every listener
 * @param port the listeners' port; 0 for every port
 */
public record ParentReference(
        String group,
        Located<String> kind,
        Located<ResourceName> gateway,
        Located<String> sectionName,
        Located<Integer> port) {

    /** Whether it is of the one kind that Pointsman serves. */
    public boolean isGateway() {
        return group.equals(Kind.GATEWAY_GROUP) && kind.value().equals(Kind.GATEWAY.title());
    }
}

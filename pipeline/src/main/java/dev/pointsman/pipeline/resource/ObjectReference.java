package dev.pointsman.pipeline.resource;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * A reference to a resource of a kind that the reference itself names.
 *
 * @param group the API group; empty for the core group
 * @param kind the kind
 * @param name namespace and name
 */
public record ObjectReference(String group, Located<String> kind, Located<ResourceName> name) {
    /** Whether it refers to resources of this kind. */
    public boolean isTo(Kind wanted) {
        return group.equals(wanted.group()) && kind.value().equals(wanted.title());
    }
}

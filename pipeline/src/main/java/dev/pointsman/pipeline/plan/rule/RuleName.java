package dev.pointsman.pipeline.plan.rule;

import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * Where a rule was written: the route and the rule's place in it.
 *
 * @param route the HTTPRoute
 * @param index the rule's position in the route, from 0
 */
public record RuleName(ResourceName route, int index) {

    public RuleName {
        if (index < 0) {
            throw new IllegalArgumentException("rule index " + index + " is below 0");
        }
    }

    @Override
    public String toString() {
        return route + "#" + index;
    }
}

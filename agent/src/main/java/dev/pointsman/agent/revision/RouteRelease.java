package dev.pointsman.agent.revision;

import dev.pointsman.pipeline.plan.Plan;

/** Takes routes away before this node stops listening for them; exists so that the path of a revision knows nothing of route tables. */
public interface RouteRelease {

    /**
     * Takes away the routes that a plan no longer has, and waits for that, though not for ever.
     *
     * @param node this node's name in the plan's fleet
     * @return whether none of them leads to this node any more
     */
    boolean release(Plan plan, String node);
}

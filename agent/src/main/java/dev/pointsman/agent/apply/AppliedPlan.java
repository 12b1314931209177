package dev.pointsman.agent.apply;

import dev.pointsman.pipeline.plan.Plan;

/**
 * The plan that this node is on.
 *
 * @param revision the commit it comes from
 * @param plan what the definitions mean
 * @param node this node's name in the plan's fleet
 */
public record AppliedPlan(String revision, Plan plan, String node) {}

package dev.pointsman.pipeline.resolve;

import java.util.SortedMap;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resolve.reference.Attachments;

/**
 * What came of resources.
 *
 * @param plans the plans by Fleet; empty when an error refuses the definitions
 * @param attachments which routes are attached to which listeners, also when there is no plan
 */
public record Resolution(SortedMap<ResourceName, Plan> plans, Attachments attachments) {}

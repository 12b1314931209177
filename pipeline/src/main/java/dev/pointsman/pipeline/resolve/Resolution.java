package dev.pointsman.pipeline.resolve;

import java.util.List;
import java.util.SortedMap;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resolve.reference.Attachments;
import dev.pointsman.pipeline.routetest.RouteTest;

/**
 * What came of resources.
 *
 * @param plans the plans by Fleet; empty when an error refuses the definitions
 * @param fleets those that were read without an error, by name, also when there is no plan
 * @param attachments which routes are attached to which listeners, also when there is no plan
 * @param tests the routing tests by the Fleet whose Gateways they ask
 */
public record Resolution(
        SortedMap<ResourceName, Plan> plans,
        List<ServedFleet> fleets,
        Attachments attachments,
        SortedMap<ResourceName, List<RouteTest>> tests) {}

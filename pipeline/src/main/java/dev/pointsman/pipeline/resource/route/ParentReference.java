package dev.pointsman.pipeline.resource.route;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * What a route attaches to: a Gateway, or one of its listeners.
 *
 * <p>Source: Gateway API v1, "ParentReference".
 *
 * @param gateway the Gateway
 * @param sectionName the listener's name; empty for every listener
 * @param port the listeners' port; 0 for every port
 */
public record ParentReference(Located<ResourceName> gateway, Located<String> sectionName, Located<Integer> port) {}

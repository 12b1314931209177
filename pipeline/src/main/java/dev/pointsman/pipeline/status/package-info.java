/**
 * What a controller of the Gateway API would write into {@code status}: the conditions of every resource, from the findings that the
 * checker prints and from the plan.
 *
 * <p>Nothing is judged here. A condition is false because a finding said so, and a listener is programmed because the plan holds it. Pure.
 */
package dev.pointsman.pipeline.status;

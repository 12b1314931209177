/**
 * How a request finds its rule: maps first, whose cost does not grow with what they hold, then the few rules with further conditions.
 *
 * <p>Decides nothing about precedence: a rule's rank in its listener comes from the plan.
 */
package dev.pointsman.pipeline.haproxy.lookup;

/**
 * Failover: observes, decides by the {@linkplain dev.pointsman.agent.ownership.rule rule}, writes the VPC's routes, and tells what it did.
 *
 * <p>{@link dev.pointsman.agent.ownership.OwnershipService} is the door for the agent, {@link
 * dev.pointsman.agent.ownership.DirectClaim} the one for a {@code notify} that finds no agent. Both run the same {@link
 * dev.pointsman.agent.ownership.OwnershipLoop}.
 */
package dev.pointsman.agent.ownership;

/**
 * Failover: observes, decides by the {@linkplain dev.pointsman.agent.ownership.rule rule}, writes the VPC's routes, and tells what it did.
 *
 * <p>{@link dev.pointsman.agent.ownership.OwnershipService} is the door for the agent, {@link
 * dev.pointsman.agent.ownership.DirectClaim} the one for a {@code notify} that finds no agent. Both turn an {@link
 * dev.pointsman.agent.ownership.OwnershipLoop}, which has the thread, the clock and the calls, and decides nothing: what happens goes into the
 * {@linkplain dev.pointsman.agent.ownership.machine machine}, and what that wants done is done.
 */
package dev.pointsman.agent.ownership;

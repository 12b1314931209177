/**
 * The fault campaign, {@code ./dev faults}: breaks fleets of real programs in every way that the lab knows, over and over, in an order
 * that follows from a seed, and checks after each that they have come back to what they should be.
 *
 * <p>{@link dev.pointsman.lab.campaign.FaultsMain} is the door. {@link dev.pointsman.lab.campaign.FaultRuns} plays random faults on fleets side by
 * side, {@link dev.pointsman.lab.campaign.HealedPartitions} times one of them many times over; what a fault is and how one is judged
 * stands in {@link dev.pointsman.lab.campaign.turn}.
 */
package dev.pointsman.lab.campaign;

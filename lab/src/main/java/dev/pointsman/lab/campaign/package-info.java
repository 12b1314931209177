/**
 * The fault campaign, {@code ./dev faults}: breaks a fleet of real programs in every way that the lab knows, over and over, in an order
 * that follows from a seed, and checks after each that it has come back to what it should be.
 *
 * <p>{@link dev.pointsman.lab.campaign.Fault} is the closed set of what can go wrong; {@link dev.pointsman.lab.campaign.Schedule} draws;
 * {@link dev.pointsman.lab.campaign.Campaign} plays.
 */
package dev.pointsman.lab.campaign;

/**
 * The ownership loop as a machine: events go in, effects come out, and nothing here knows a thread, a clock or EC2.
 *
 * <p>It exists so that what decides on a node is what the simulation plays.
 */
package dev.pointsman.agent.ownership.machine;

/**
 * The ownership rule: what a node decides about its routes, from what it sees and what it remembers.
 *
 * <p>Everything here is a value or a pure function: no clock, no input, no output, no randomness. The same classes decide in the agent, in
 * {@code notify} without an agent, and in simulations.
 */
package dev.pointsman.agent.ownership.rule;

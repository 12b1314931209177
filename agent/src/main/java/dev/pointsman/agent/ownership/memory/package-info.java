/**
 * What a node remembers of a route group between two decisions: values that each event turns into others.
 *
 * <p>Nothing here decides, asks a clock, reads or writes; the {@linkplain dev.pointsman.agent.ownership.rule rule} does the first, and
 * others the rest. The route tables remain the only failover state: a node that forgets all of this still decides safely.
 */
package dev.pointsman.agent.ownership.memory;

/**
 * The ownership protocol against a virtual clock: whole fleets with everything that can go wrong, thousands of times a minute.
 *
 * <p>What is simulated: the network between the nodes, keepalived, HAProxy, EC2, processes that die and freeze. What is not: the agent's
 * {@link dev.pointsman.agent.ownership.machine.OwnershipMachine}, its rule, and {@link dev.pointsman.agent.vrrp.Mastership} are the real
 * ones. A schedule depends on its seed alone, so whatever a seed shows, it shows again: {@code ./dev simulate --seed S --schedules 1
 * --trace}.
 */
package dev.pointsman.agent.simulation;

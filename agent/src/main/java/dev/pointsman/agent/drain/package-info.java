/**
 * Planned moves: a node gives its routes away before somebody works on it, and takes part again afterwards.
 *
 * <p>Draining goes through keepalived and never against it. The order is: clients are told to close their connections; after a grace period
 * the mark that keepalived tracks puts the node into FAULT, so that a peer becomes MASTER in good order and claims the routes; what is
 * still connected then is cut, and counted. The mark outlasts restarts; while it is there the node writes no route, whatever else it is.
 *
 * <p>Everything works without the agent. The agent only repeats to each new HAProxy worker that it is draining.
 */
package dev.pointsman.agent.drain;

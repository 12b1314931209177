/**
 * What the agent says about itself: the ownership report over HTTP, health, metrics, and what its peers say about themselves.
 *
 * <p>Nothing here decides anything. Records are the JSON; their names are the field names that others rely on.
 */
package dev.pointsman.agent.report;

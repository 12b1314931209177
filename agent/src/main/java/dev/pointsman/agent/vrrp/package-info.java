/**
 * Whether this node is MASTER, as observed and never as told.
 *
 * <p>Scripts overlap, a late reader misses lines, a frozen keepalived says nothing: what counts is what keepalived has done to this
 * machine, and that the process which did it still lives.
 */
package dev.pointsman.agent.vrrp;

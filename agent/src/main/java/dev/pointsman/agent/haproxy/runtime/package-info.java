/**
 * Changing a worker while it runs, by HAProxy's Runtime API, and making sure that it did what it was told.
 *
 * <p>What is to be changed is decided elsewhere, in the pipeline's room {@code change}. Here a change is carried out whole or reported as
 * failed; whoever reports failure reloads, so nothing is ever left half and half.
 */
package dev.pointsman.agent.haproxy.runtime;

/**
 * Keeps this node on the newest revision that can be served: polls, takes a revision's steps, remembers what came of it.
 *
 * <p>The loop stops at the first failure and always leaves a status behind. What it knows is in one place, {@code StatusBoard}.
 */
package dev.pointsman.agent.apply;

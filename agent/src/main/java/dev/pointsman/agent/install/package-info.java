/**
 * Makes this machine a node: finds out who it is, writes what it needs, checks what it finds, and says what it did.
 *
 * <p>Finding out comes first and changes nothing; then each step brings one thing into the wanted state, and a second run changes nothing.
 */
package dev.pointsman.agent.install;

/**
 * The definitions' home in a lab: a real Git server that speaks smart HTTP, and a developer's checkout that commits to
 * it. Both use the real {@code git}.
 */
package dev.pointsman.lab.git;

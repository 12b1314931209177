/**
 * The definitions' home in a lab: real Git servers that speak smart HTTP and SSH, and a developer's checkout that commits to
 * it. All use the real {@code git}.
 */
package dev.pointsman.lab.git;

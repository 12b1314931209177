/**
 * The EC2-compatible endpoint: HTTP in and out, authentication, permissions, faults and the journal around the actions of {@link
 * dev.pointsman.lab.ec2.action}. Its behaviour follows AWS's documentation, not any emulator.
 */
package dev.pointsman.lab.ec2;

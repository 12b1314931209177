/**
 * The EC2-compatible endpoint: HTTP in and out, authentication, permissions, faults and the journal around the API's actions. Its behaviour
 * follows AWS's documentation, not any emulator.
 */
package dev.pointsman.lab.ec2;

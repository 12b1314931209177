/**
 * What the lab needs from the kernel and the JDK does not offer: entering a network namespace, signals, programs run to
 * their end and programs that stay, and which lab belongs to which living process. Knows nothing of VPCs or nodes.
 */
package dev.pointsman.lab.linux;

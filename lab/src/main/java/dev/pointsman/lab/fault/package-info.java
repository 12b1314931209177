/**
 * What can go wrong with the EC2 API, made to happen on purpose: delays, throttling, errors, denials, lost answers, stale reads, and an
 * endpoint that refuses or hangs. {@link dev.pointsman.lab.fault.Faults} is the control that tests, demo and fault campaign hold.
 */
package dev.pointsman.lab.fault;

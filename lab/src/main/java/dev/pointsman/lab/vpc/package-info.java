/**
 * The VPC as the EC2 API shows it: subnets, route tables, network interfaces and instances as immutable records, one class ({@link
 * dev.pointsman.lab.vpc.Vpc}) that changes them one at a time, and one interface ({@link dev.pointsman.lab.vpc.Forwarding}) through which
 * every effective change reaches the code that really moves packets.
 */
package dev.pointsman.lab.vpc;

/**
 * The network of a lab: one namespace that is the VPC's router, one per host, and a link between each host and the
 * router, so that no two hosts share a layer 2, as in a VPC. What the EC2 endpoint is told becomes Linux routing rules
 * here. Needs Linux and iproute2 and nothing else.
 */
package dev.pointsman.lab.net;

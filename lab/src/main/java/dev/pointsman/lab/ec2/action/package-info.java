/**
 * The actions of the EC2 API that the lab has, one file each, and the rules that routes obey. An action reads its parameters, checks, and
 * then either changes the {@link dev.pointsman.lab.vpc.Vpc} or describes a state of it.
 */
package dev.pointsman.lab.ec2.action;

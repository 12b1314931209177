/**
 * What an action of the EC2 API is: it reads its parameters, and then either changes the {@link dev.pointsman.lab.vpc.Vpc} or describes a state
 * of it. The actions themselves are in the rooms {@code change} and {@code describe}.
 */
package dev.pointsman.lab.ec2.action;

/**
 * Reads whole VPCs from EC2, for commands that check definitions against them.
 *
 * <p>Reads only, filtered by VPC and page by page. It is apart from the agent's own way to EC2, which is made for claims that must not wait:
 * here nobody is in a hurry, so throttled calls are tried again by the SDK's standard rules.
 */
package dev.pointsman.agent.ec2.vpc;

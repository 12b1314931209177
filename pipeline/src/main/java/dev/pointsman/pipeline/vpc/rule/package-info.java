/**
 * What can be said of a fleet by the VPC it is in: pure functions of definitions and facts, each saying all that is wrong.
 *
 * <p>A rule whose facts are not known says nothing; {@code VpcRules} says once what was not known. Sources: Amazon VPC User Guide ("Route
 * tables", "Security groups", "VPC peering"), Amazon EC2 User Guide ("Elastic network interfaces").
 */
package dev.pointsman.pipeline.vpc.rule;

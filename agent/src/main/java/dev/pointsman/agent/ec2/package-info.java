/**
 * The one place that speaks to EC2 and to the metadata service: route tables, and who this instance is.
 *
 * <p>Behind its doors ({@link dev.pointsman.agent.ec2.RouteTables}, {@link dev.pointsman.agent.ec2.NetworkInterfaces},
 * {@link dev.pointsman.agent.ec2.Identity}) nobody sees the AWS SDK;
 * what EC2 refuses becomes an {@link dev.pointsman.agent.ec2.Ec2Failure}, which says what kind of refusal it is.
 */
package dev.pointsman.agent.ec2;

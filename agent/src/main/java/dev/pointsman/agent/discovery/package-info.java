/**
 * The endpoints that no definition lists: EC2 instances by their tags.
 *
 * <p>A Service with a selector follows the instances of the Fleet's VPC that carry its tags and run. Which they are is asked from EC2
 * ({@link dev.pointsman.agent.discovery.PacedInquiry}) in as few calls as possible, at a {@link dev.pointsman.agent.discovery.Pace} that
 * gives way to everybody else, believed with care ({@link dev.pointsman.agent.discovery.Following}) and remembered
 * ({@link dev.pointsman.agent.discovery.InstanceDiscovery}). What is known becomes part of the generation that is served
 * ({@link dev.pointsman.agent.discovery.KeptInstances}), so that the files on disk always are what runs.
 */
package dev.pointsman.agent.discovery;

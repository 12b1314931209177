package dev.pointsman.agent.install;

import java.util.Optional;

import dev.pointsman.agent.ec2.Identity;
import dev.pointsman.pipeline.plan.fleet.Node;

/**
 * Which of the fleet's nodes this machine is.
 *
 * @param node as the Fleet has it
 * @param identity what the metadata service says; empty when it does not answer
 */
record FoundNode(Node node, Optional<Identity> identity) {}

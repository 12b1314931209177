package dev.pointsman.agent.install;

import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.agent.discovery.KnownInstances;
import dev.pointsman.agent.ec2.Identity;
import dev.pointsman.agent.revision.RenderedNode;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.Node;

/**
 * What was found out about this node, before anything is changed.
 *
 * @param layout where its files go
 * @param configuration the agent.yaml that is wanted; its node is this node
 * @param revision the commit of the definitions
 * @param definitions the files of that commit
 * @param plan what they mean
 * @param node this node, as its Fleet has it
 * @param identity who the metadata service says this is; empty when it does not answer and the node was named
 * @param instances those that the plan selects by their tags
 * @param rendered this node's files
 */
record Installation(
        NodeLayout layout,
        AgentConfiguration configuration,
        String revision,
        List<DefinitionFile> definitions,
        Plan plan,
        Node node,
        Optional<Identity> identity,
        KnownInstances instances,
        RenderedNode rendered) {}

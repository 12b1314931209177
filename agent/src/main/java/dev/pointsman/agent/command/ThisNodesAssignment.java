package dev.pointsman.agent.command;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.assignment.AssignmentFile;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.fleet.Node;

/** What this node has to hold, for a command that a person may have called on another node than he meant. */
final class ThisNodesAssignment {

    private ThisNodesAssignment() {}

    /** Throws IOException, saying what to do, when it cannot be read or the node that was named is another. */
    static Assignment read(NodeLayout layout, Optional<String> named) throws IOException {
        Assignment assignment = AssignmentFile.read(layout.assignment());
        if (named.isPresent() && !named.get().equals(assignment.node())) {
            boolean isKnown = assignment.fleet().nodes().stream()
                    .anyMatch(node -> node.name().equals(named.get()));
            throw new IOException("this is node \"" + assignment.node() + "\", not \"" + named.get() + "\"; "
                    + (isKnown
                            ? "call it there ("
                                    + assignment.fleet().node(named.get()).address()
                                    + "): nobody can drain a node from elsewhere, because an agent takes no orders from the network"
                            : "the fleet's nodes are "
                                    + assignment.fleet().nodes().stream()
                                            .map(Node::name)
                                            .collect(Collectors.joining(", "))));
        }
        return assignment;
    }
}

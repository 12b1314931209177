package dev.pointsman.agent.revision;

import java.util.List;

import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;

/**
 * Which of the fleet's nodes this machine is.
 *
 * @param configured the name that agent.yaml gives; empty: the node whose address this machine has
 */
public record NodeName(String configured) {

    /** Throws IllegalArgumentException, naming the nodes there are, when the fleet does not have this machine. */
    public String in(Fleet fleet) {
        if (!configured.isEmpty()) {
            return fleet.node(configured).name();
        }
        List<Node> here = fleet.nodes().stream()
                .filter(node -> LocalAddress.isPresent(node.address()))
                .toList();
        if (here.size() != 1) {
            throw new IllegalArgumentException("this machine has the address of "
                    + (here.isEmpty() ? "none" : "several") + " of the nodes of fleet " + fleet.name() + ": "
                    + String.join(
                            ", ",
                            fleet.nodes().stream()
                                    .map(node -> node.name() + " (" + node.address() + ")")
                                    .toList()));
        }
        return here.getFirst().name();
    }
}

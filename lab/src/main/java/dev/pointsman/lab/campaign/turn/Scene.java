package dev.pointsman.lab.campaign.turn;

import java.util.List;

import dev.pointsman.lab.Lab;
import dev.pointsman.lab.node.LabNode;

/**
 * Whom a fault hits.
 *
 * @param target the node that it is about
 */
record Scene(Lab lab, LabNode target) {

    /** The other nodes of the fleet. */
    List<LabNode> peers() {
        return lab.nodes().stream().filter(node -> !node.equals(target)).toList();
    }
}

package dev.pointsman.agent.apply;

import java.util.List;

import dev.pointsman.agent.revision.RevisionStep;

/**
 * The steps that a revision takes on this node, in their order.
 *
 * @param steps one for each phase that this node goes through
 */
record RevisionPath(List<RevisionStep> steps) {
    RevisionPath {
        steps = List.copyOf(steps);
    }
}

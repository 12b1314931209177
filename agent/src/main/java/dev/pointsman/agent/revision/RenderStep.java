package dev.pointsman.agent.revision;

import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.NodeFindingCode;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;

/**
 * Makes this node's files from the plan.
 *
 * <p>A revision whose fleet does not know this node is refused: the node would otherwise serve what nobody meant it to. It is tried again
 * ({@link StepFailure.Next#WAIT}), for a machine may get its address after its agent has started.
 */
public final class RenderStep implements RevisionStep {

    private final NodeName node;
    private final Pipeline pipeline;

    public RenderStep(NodeName node, Pipeline pipeline) {
        this.node = node;
        this.pipeline = pipeline;
    }

    @Override
    public Phase phase() {
        return Phase.RENDER;
    }

    @Override
    public Attempt take(Attempt attempt) throws StepFailure {
        String revision = attempt.fetched().revision();
        try {
            String name = node.in(attempt.plan().fleet());
            return attempt.withRendered(
                    name, pipeline.render(attempt.instances().in(attempt.plan()), name, revision));
        } catch (IllegalArgumentException e) {
            Finding finding = new Finding(
                    Severity.ERROR,
                    NodeFindingCode.NODE_NOT_IN_FLEET.text(),
                    Place.ofFile(attempt.plan().fleet().name().toString()),
                    "",
                    e.getMessage() + ".",
                    "Add the node to the Fleet, or correct \"node\" in agent.yaml.");
            throw StepFailure.hindered("revision \"" + revision + "\" is refused: " + e.getMessage(), List.of(finding));
        }
    }
}

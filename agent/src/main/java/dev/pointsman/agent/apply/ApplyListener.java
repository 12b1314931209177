package dev.pointsman.agent.apply;

import dev.pointsman.agent.revision.Phase;

/** Is told what became of revisions; each method is called in the loop's own thread and must not block. */
public interface ApplyListener {

    /** A step begins; {@link Phase#REPORT} whatever became of the others. */
    default void entered(Phase phase) {}

    /** The node is on a plan: after the start from disk, and after each revision that is served. */
    default void applied(AppliedPlan plan) {}

    /** A revision is refused; told once for each revision and reason. */
    default void refused(Refusal refusal) {}

    /** A step failed for reasons that are not the revision's; told at every attempt. */
    default void failed(Phase phase) {}
}

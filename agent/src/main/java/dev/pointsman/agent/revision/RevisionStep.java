package dev.pointsman.agent.revision;

/** One step on a revision's path. */
public interface RevisionStep {

    Phase phase();

    /**
     * Takes the step.
     *
     * @return the attempt with what this step found, {@linkplain Attempt#settled settled} when nothing is left to do
     * @throws StepFailure when the path ends here
     */
    Attempt take(Attempt attempt) throws StepFailure;
}

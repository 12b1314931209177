package dev.pointsman.agent.revision;

import java.io.IOException;
import java.util.Optional;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;

/** Makes the new generation the one that HAProxy reads when it starts or reloads; fails with {@link StepFailure.Next#RETRY} only. */
public final class SwitchStep implements RevisionStep {

    private final GenerationStore store;

    public SwitchStep(GenerationStore store) {
        this.store = store;
    }

    @Override
    public Phase phase() {
        return Phase.SWITCH;
    }

    @Override
    public Attempt take(Attempt attempt) throws StepFailure {
        Optional<Generation> served = store.current();
        try {
            store.switchTo(attempt.generation());
            return attempt.withReplaced(served);
        } catch (IOException e) {
            throw StepFailure.broken(
                    "failed to switch to generation \"" + attempt.generation().id() + "\": " + e.getMessage(), e);
        }
    }
}

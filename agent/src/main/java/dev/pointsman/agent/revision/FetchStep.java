package dev.pointsman.agent.revision;

import java.util.function.Predicate;

import dev.pointsman.agent.git.DefinitionsRepository;
import dev.pointsman.agent.git.FetchFailure;
import dev.pointsman.agent.git.Fetched;
import org.jboss.logging.Logger;

/**
 * Asks the repository for the branch's head.
 *
 * <p>Settles the attempt when the head is one that needs no further step. Fails with {@link StepFailure.Next#RETRY} whatever the
 * reason: what was fetched before stays, and the server or its operator may put it right.
 */
public final class FetchStep implements RevisionStep {

    private static final Logger LOG = Logger.getLogger(FetchStep.class);

    private final DefinitionsRepository repository;
    private final Predicate<String> isDoneWith;

    /** @param isDoneWith whether a revision is served already, or refused for good */
    public FetchStep(DefinitionsRepository repository, Predicate<String> isDoneWith) {
        this.repository = repository;
        this.isDoneWith = isDoneWith;
    }

    @Override
    public Phase phase() {
        return Phase.FETCH;
    }

    @Override
    public Attempt take(Attempt attempt) throws StepFailure {
        Fetched fetched;
        try {
            fetched = repository.fetch();
        } catch (FetchFailure e) {
            throw StepFailure.broken(e.getMessage(), e);
        }
        if (fetched.wasRewritten()) {
            LOG.warnf(
                    "the branch was force-pushed: revision \"%s\" does not descend from \"%s\"; following it",
                    fetched.revision(), fetched.rewrittenFrom());
        }
        Attempt known = attempt.withFetched(fetched);
        return isDoneWith.test(fetched.revision()) ? known.settle() : known;
    }
}

package dev.pointsman.agent.apply;

import java.util.function.Predicate;

import dev.pointsman.agent.generation.GenerationStore;

/** Which revisions need no further step for now: the one that is served, and the one that is refused. */
final class KnownRevisions implements Predicate<String> {

    private final GenerationStore store;
    private final RefusedRevisions refused;

    KnownRevisions(GenerationStore store, RefusedRevisions refused) {
        this.store = store;
        this.refused = refused;
    }

    @Override
    public boolean test(String revision) {
        boolean isServed = store.current()
                .filter(generation -> generation.revision().equals(revision))
                .isPresent();
        return isServed || refused.rests(revision);
    }
}

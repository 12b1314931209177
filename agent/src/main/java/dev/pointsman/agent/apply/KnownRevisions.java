package dev.pointsman.agent.apply;

import java.util.function.Predicate;

import dev.pointsman.agent.generation.GenerationStore;

/** Which revisions need no further step: the one that is served, and the one that was given up. */
final class KnownRevisions implements Predicate<String> {

    private final GenerationStore store;
    private final StatusBoard board;

    KnownRevisions(GenerationStore store, StatusBoard board) {
        this.store = store;
        this.board = board;
    }

    @Override
    public boolean test(String revision) {
        boolean isServed = store.current()
                .filter(generation -> generation.revision().equals(revision))
                .isPresent();
        boolean isGivenUp = board.read()
                .refused()
                .filter(refusal -> refusal.isFinal() && refusal.revision().equals(revision))
                .isPresent();
        return isServed || isGivenUp;
    }
}

package dev.pointsman.agent.apply;

import java.io.IOException;
import java.util.Optional;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.revision.ServedGeneration;
import org.jboss.logging.Logger;

/** Makes sure, between revisions, that HAProxy serves the generation on disk: it may have been started, or started anew, since the last look. */
final class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    private final ServedGeneration served;
    private final GenerationStore store;

    /** The generation on disk that HAProxy could not be brought to serve; not tried again at every poll. */
    private String unservable = "";

    Upkeep(ServedGeneration served, GenerationStore store) {
        this.served = served;
        this.store = store;
    }

    /** What came of a look. */
    sealed interface Outcome {

        /** HAProxy serves the generation. */
        record Served() implements Outcome {}

        /** It does not, for now. */
        record NotServed(String reason) implements Outcome {}

        /** It cannot, and another generation has been made the current one. */
        record FellBack(Generation to, Refusal refusal) implements Outcome {}

        /** It could not before, and is not tried again. */
        record LeftAlone() implements Outcome {}
    }

    Outcome look(Generation generation) {
        if (isKnownToFail(generation)) {
            return new Outcome.LeftAlone();
        }
        return switch (served.make(generation)) {
            case ServedGeneration.Serving.Already already -> new Outcome.Served();
            case ServedGeneration.Serving.Changed changed -> servedAgain(generation, "changes at run time");
            case ServedGeneration.Serving.Reloaded reloaded -> servedAgain(generation, "a reload");
            case ServedGeneration.Serving.Absent absent -> new Outcome.NotServed(absent.reason());
            case ServedGeneration.Serving.Failed failed -> fallBack(generation, failed.reason());
        };
    }

    private static Outcome servedAgain(Generation generation, String after) {
        LOG.infof("revision \"%s\" is served again, after %s", generation.revision(), after);
        return new Outcome.Served();
    }

    /** After a crash between switch and reload: what HAProxy still serves is the last good one, the one on disk is not. */
    private Outcome fallBack(Generation generation, String reason) {
        unservable = generation.id();
        String sentence = "failed to serve revision \"" + generation.revision() + "\": " + reason;
        try {
            Optional<Generation> running = served.running().filter(other -> !other.equals(generation));
            if (running.isPresent()) {
                LOG.warn(sentence);
                store.switchTo(running.get());
                // Nothing is done where it serves already; a worker in the middle of a change goes all the way back.
                served.make(running.get());
                store.discard(generation);
                return new Outcome.FellBack(running.get(), LastGood.refusal(generation, reason));
            }
        } catch (IOException e) {
            LOG.warnf("failed to find out what HAProxy serves: %s", e.getMessage());
        }
        return new Outcome.NotServed(sentence);
    }

    private boolean isKnownToFail(Generation generation) {
        try {
            return generation.id().equals(unservable) && !served.serves(generation);
        } catch (IOException absent) {
            return true;
        }
    }
}

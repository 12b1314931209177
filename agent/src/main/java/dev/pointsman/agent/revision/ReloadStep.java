package dev.pointsman.agent.revision;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.NodeFindingCode;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;
import org.jboss.logging.Logger;

/**
 * Makes HAProxy serve the new generation, unless what it serves is the same already, by commands where they suffice, else by a reload.
 *
 * <p>When the new worker does not come up, the previous generation is put back and the revision is given up. When there is no HAProxy,
 * the generation stays: HAProxy reads it when it starts.
 */
public final class ReloadStep implements RevisionStep {

    private static final Logger LOG = Logger.getLogger(ReloadStep.class);

    private final GenerationStore store;
    private final ServedGeneration served;

    public ReloadStep(GenerationStore store, ServedGeneration served) {
        this.store = store;
        this.served = served;
    }

    @Override
    public Phase phase() {
        return Phase.RELOAD;
    }

    @Override
    public Attempt take(Attempt attempt) throws StepFailure {
        return switch (served.make(attempt.generation())) {
            case ServedGeneration.Serving.Already already -> {
                LOG.infof(
                        "revision \"%s\" changes nothing for this node; no reload",
                        attempt.fetched().revision());
                yield attempt.settle();
            }
            case ServedGeneration.Serving.Changed changed -> {
                LOG.infof(
                        "revision \"%s\" is served without a reload, after %d changes at run time in %d ms",
                        attempt.fetched().revision(),
                        changed.edits(),
                        changed.took().toMillis());
                yield attempt.settle();
            }
            case ServedGeneration.Serving.Reloaded reloaded -> {
                LOG.infof(
                        "revision \"%s\" is served after a reload of %d ms",
                        attempt.fetched().revision(), reloaded.took().toMillis());
                yield attempt.settle();
            }
            case ServedGeneration.Serving.Absent absent -> throw StepFailure.broken(absent.reason(), null);
            case ServedGeneration.Serving.Failed failed -> throw givenUp(attempt, failed.reason());
        };
    }

    private StepFailure givenUp(Attempt attempt, String reason) {
        String back = putBack(attempt.replaced());
        discard(attempt.generation());
        Finding finding = new Finding(
                Severity.ERROR,
                NodeFindingCode.RELOAD_FAILED.text(),
                Place.ofFile("haproxy.cfg"),
                "",
                reason + ".",
                "Look into HAProxy's log on this node, then push a revision that corrects it; an empty commit has it tried again.");
        return StepFailure.refused(
                "revision \"" + attempt.fetched().revision() + "\" is refused: " + reason + "; " + back,
                List.of(finding));
    }

    private static String wasPutBack(Generation generation) {
        return "revision \"" + generation.revision() + "\" was put back";
    }

    /** It must not be taken for the last good one. */
    private void discard(Generation bad) {
        try {
            if (!served.serves(bad)) {
                store.discard(bad);
            }
        } catch (IOException e) {
            LOG.warnf("failed to remove generation \"%s\": %s", bad.id(), e.getMessage());
        }
    }

    /** The way back. Whoever served before still does; only when it does not, HAProxy is told to. */
    private String putBack(Optional<Generation> replaced) {
        try {
            if (replaced.isEmpty()) {
                store.switchToNone();
                return "there is no generation to go back to";
            }
            store.switchTo(replaced.get());
            return switch (served.make(replaced.get())) {
                case ServedGeneration.Serving.Already already ->
                    "revision \"" + replaced.get().revision() + "\" keeps serving";
                case ServedGeneration.Serving.Changed changed -> wasPutBack(replaced.get());
                case ServedGeneration.Serving.Reloaded reloaded -> wasPutBack(replaced.get());
                case ServedGeneration.Serving.Absent absent ->
                    "the revision before was put back, but " + absent.reason();
                case ServedGeneration.Serving.Failed failed ->
                    "the revision before was put back, but " + failed.reason();
            };
        } catch (IOException e) {
            return "failed to put the revision before back: " + e.getMessage();
        }
    }
}

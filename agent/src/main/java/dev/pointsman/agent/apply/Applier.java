package dev.pointsman.agent.apply;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.revision.Attempt;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.agent.revision.RevisionStep;
import dev.pointsman.agent.revision.ServedGeneration;
import dev.pointsman.agent.revision.StepFailure;
import org.jboss.logging.Logger;

/**
 * Takes a revision through its steps, one revision at a time, and writes down what came of it.
 *
 * <p>It stops at the first failure; what is served stays served. The status is written whatever happens.
 */
public class Applier {

    private static final Logger LOG = Logger.getLogger(Applier.class);

    private final List<RevisionStep> steps;
    private final GenerationStore store;
    private final LastGood lastGood;
    private final ServedGeneration served;
    private final Upkeep upkeep;
    private final RefusedRevisions refused;
    private final Housekeeping housekeeping;
    private final StatusBoard board;
    private final List<ApplyListener> listeners;
    private final Remarks remarks;

    /** What was announced last: what routes are kept by, unless a revision under way has released some. */
    private Optional<AppliedPlan> announced = Optional.empty();

    /** Switched to, but HAProxy did not answer: announced once it serves it. */
    private Optional<AppliedPlan> prepared = Optional.empty();

    Applier(
            List<RevisionStep> steps,
            GenerationStore store,
            LastGood lastGood,
            ServedGeneration served,
            RefusedRevisions refused,
            Housekeeping housekeeping,
            StatusBoard board,
            List<ApplyListener> listeners,
            Remarks remarks) {
        this.steps = List.copyOf(steps);
        this.store = store;
        this.lastGood = lastGood;
        this.served = served;
        this.upkeep = new Upkeep(served, store);
        this.refused = refused;
        this.housekeeping = housekeeping;
        this.board = board;
        this.listeners = List.copyOf(listeners);
        this.remarks = remarks;
    }

    /** Takes up what is on disk: a node that starts without Git serves its last good generation. */
    public synchronized void resume() {
        try {
            store.recover();
        } catch (IOException e) {
            problem(Phase.SWITCH, "failed to open the generations: " + e.getMessage());
            return;
        }
        store.current().ifPresent(generation -> board.write(status -> status.withApplied(generation.revision())));
        refused.recall().ifPresent(refusal -> board.write(status -> status.withRefused(refusal)));
        store.current().ifPresent(this::keepServing);
        // Which may be another one now: the newest that HAProxy could be brought to serve.
        store.current().flatMap(lastGood::planOf).ifPresent(this::announce);
    }

    /** Looks for a new revision and applies it. */
    public synchronized void apply() {
        store.current().ifPresent(this::keepServing);
        Attempt attempt = Attempt.begin();
        Phase phase = Phase.FETCH;
        try {
            for (RevisionStep step : steps) {
                phase = step.phase();
                enter(phase);
                attempt = step.take(attempt);
                Phase passed = phase;
                board.write(status -> status.withoutProblem(passed));
                attempt.revision().ifPresent(revision -> board.write(status -> status.withFetched(revision)));
                if (attempt.settled()) {
                    break;
                }
            }
            enter(Phase.REPORT);
            arrived(attempt);
        } catch (StepFailure failure) {
            enter(Phase.REPORT);
            stopped(attempt, phase, failure);
            takeBack(attempt, phase);
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.errorf(defect, "failed to %s: a defect of Pointsman", phase);
            problem(phase, "failed to " + phase + ": " + defect);
            attempt.revision().ifPresent(refused::postpone);
            takeBack(attempt, phase);
        } finally {
            housekeeping.tidyNowAndThen();
            board.write(status -> status.withRemarks(remarks.now()).withLastChange(served.lastChange()));
        }
    }

    /** The same because somebody asks for it: a revision that waits for its next attempt is tried at once. */
    public synchronized void applyNow() {
        refused.hurry();
        apply();
    }

    private void enter(Phase phase) {
        listeners.forEach(listener -> listener.entered(phase));
    }

    /** Lets somebody work on the generation that is served, and its plan, while no revision is under way. */
    synchronized void whileServing(BiConsumer<Generation, AppliedPlan> work) {
        store.current()
                .ifPresent(generation -> prepared.or(() -> announced)
                        .filter(plan -> plan.revision().equals(generation.revision()))
                        .ifPresent(plan -> work.accept(generation, plan)));
    }

    private void keepServing(Generation generation) {
        switch (upkeep.look(generation)) {
            case Upkeep.Outcome.Served served -> {
                board.write(status -> status.withoutProblem(Phase.RELOAD));
                announcePrepared(generation);
            }
            case Upkeep.Outcome.NotServed not -> problem(Phase.RELOAD, not.reason());
            case Upkeep.Outcome.FellBack back -> {
                applied(back.to().revision());
                refuse(back.refusal());
                board.write(status -> status.withoutProblem(Phase.RELOAD));
            }
            case Upkeep.Outcome.LeftAlone alone -> {}
        }
    }

    private void arrived(Attempt attempt) {
        String revision = attempt.fetched().revision();
        if (attempt.plan() == null) {
            NodeStatus status = board.read();
            if (status.applied().equals(Optional.of(revision))
                    && status.refused().isPresent()) {
                LOG.infof("the branch is back at revision \"%s\", which is served", revision);
                refused.forget();
                board.write(NodeStatus::withoutRefusal);
            }
            return;
        }
        applied(revision);
        housekeeping.afterRevision(attempt.replaced());
        announce(new AppliedPlan(revision, attempt.plan(), attempt.node()));
    }

    private void stopped(Attempt attempt, Phase phase, StepFailure failure) {
        if (failure.findings().isEmpty()) {
            if (!failure.getMessage().equals(board.read().problems().get(phase))) {
                LOG.warn(failure.getMessage());
            }
            board.write(status -> status.withProblem(phase, failure.getMessage()));
            listeners.forEach(listener -> listener.failed(phase));
            afterFailedReload(attempt, phase);
            return;
        }
        Refusal refusal = new Refusal(
                attempt.fetched().revision(), failure.findings(), failure.next() == StepFailure.Next.GIVE_UP);
        if (!Optional.of(refusal).equals(board.read().refused())) {
            LOG.warn(failure.getMessage());
        }
        board.write(status -> status.withoutProblem(phase));
        refuse(refusal);
    }

    private void refuse(Refusal refusal) {
        boolean isNews = !Optional.of(refusal).equals(board.read().refused());
        refused.remember(refusal);
        board.write(status -> status.withRefused(refusal));
        if (isNews) {
            listeners.forEach(listener -> listener.refused(refusal));
        }
    }

    /** Whatever was refused before it is history. */
    private void applied(String revision) {
        refused.forget();
        board.write(status -> status.withApplied(revision));
    }

    /** Without HAProxy the generation is prepared and current all the same; what is new in it is routed here once HAProxy listens for it. */
    private void afterFailedReload(Attempt attempt, Phase phase) {
        if (phase == Phase.RELOAD) {
            String revision = attempt.fetched().revision();
            applied(revision);
            AppliedPlan plan = new AppliedPlan(revision, attempt.plan(), attempt.node());
            if (announced.isEmpty()) {
                // A node that starts: nothing is kept yet, and nothing is written while HAProxy does not serve.
                announce(plan);
            } else {
                prepared = Optional.of(plan);
            }
        }
    }

    private void announcePrepared(Generation generation) {
        prepared.filter(plan -> plan.revision().equals(generation.revision())).ifPresent(this::announce);
    }

    /** A revision that has released routes is not served after all: they are wanted again. */
    private void takeBack(Attempt attempt, Phase phase) {
        if (phase.compareTo(Phase.RELEASE) >= 0 && prepared.isEmpty()) {
            announced
                    .filter(plan -> !attempt.revision().equals(Optional.of(plan.revision())))
                    .ifPresent(this::announce);
        }
    }

    private void announce(AppliedPlan plan) {
        announced = Optional.of(plan);
        prepared = Optional.empty();
        for (ApplyListener listener : listeners) {
            listener.applied(plan);
        }
    }

    private void problem(Phase phase, String sentence) {
        if (!sentence.equals(board.read().problems().get(phase))) {
            LOG.warn(sentence);
        }
        board.write(status -> status.withProblem(phase, sentence));
    }
}

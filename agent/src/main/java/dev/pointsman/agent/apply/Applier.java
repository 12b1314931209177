package dev.pointsman.agent.apply;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

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

    /** How many generations stay on disk, besides those in use; each is as large as the definitions and their rendering. */
    private static final int KEPT_GENERATIONS = 5;

    private static final Logger LOG = Logger.getLogger(Applier.class);

    private final List<RevisionStep> steps;
    private final GenerationStore store;
    private final LastGood lastGood;
    private final ServedGeneration served;
    private final StatusBoard board;
    private final List<ApplyListener> listeners;
    private final Remarks remarks;

    /** What was announced last: what routes are kept by, unless a revision under way has released some. */
    private Optional<AppliedPlan> announced = Optional.empty();

    /** Switched to, but HAProxy did not answer: announced once it serves it. */
    private Optional<AppliedPlan> prepared = Optional.empty();

    /** The generation on disk that HAProxy could not be brought to serve; not tried again at every poll. */
    private String unservable = "";

    Applier(
            List<RevisionStep> steps,
            GenerationStore store,
            LastGood lastGood,
            ServedGeneration served,
            StatusBoard board,
            List<ApplyListener> listeners,
            Remarks remarks) {
        this.steps = List.copyOf(steps);
        this.store = store;
        this.lastGood = lastGood;
        this.served = served;
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
        store.current().ifPresent(generation -> {
            board.write(status -> status.withApplied(generation.revision()));
            keepServing(generation);
        });
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
        } catch (RuntimeException defect) {
            LOG.errorf(defect, "failed to %s: a defect of Pointsman", phase);
            problem(phase, "failed to " + phase + ": " + defect);
            takeBack(attempt, phase);
        } finally {
            board.write(status -> status.withRemarks(remarks.now()).withLastChange(served.lastChange()));
        }
    }

    private void enter(Phase phase) {
        listeners.forEach(listener -> listener.entered(phase));
    }

    /** HAProxy may have been started, or started anew, since the last look. */
    private void keepServing(Generation generation) {
        if (isKnownToFail(generation)) {
            return;
        }
        switch (served.make(generation)) {
            case ServedGeneration.Serving.Already already -> {
                board.write(status -> status.withoutProblem(Phase.RELOAD));
                announcePrepared(generation);
            }
            case ServedGeneration.Serving.Changed changed -> {
                LOG.infof("revision \"%s\" is served again, after changes at run time", generation.revision());
                board.write(status -> status.withoutProblem(Phase.RELOAD));
                announcePrepared(generation);
            }
            case ServedGeneration.Serving.Reloaded reloaded -> {
                LOG.infof("revision \"%s\" is served again after a reload", generation.revision());
                board.write(status -> status.withoutProblem(Phase.RELOAD));
                announcePrepared(generation);
            }
            case ServedGeneration.Serving.Absent absent -> problem(Phase.RELOAD, absent.reason());
            case ServedGeneration.Serving.Failed failed -> fallBack(generation, failed.reason());
        }
    }

    /** After a crash between switch and reload: what HAProxy still serves is the last good one, the one on disk is not. */
    private void fallBack(Generation generation, String reason) {
        unservable = generation.id();
        problem(Phase.RELOAD, "failed to serve revision \"" + generation.revision() + "\": " + reason);
        try {
            Optional<Generation> running = served.running().filter(other -> !other.equals(generation));
            if (running.isPresent()) {
                store.switchTo(running.get());
                // Nothing is done where it serves already; a worker in the middle of a change goes all the way back.
                served.make(running.get());
                Refusal refusal = LastGood.refusal(generation, reason);
                board.write(status -> status.withApplied(running.get().revision())
                        .withRefused(refusal)
                        .withoutProblem(Phase.RELOAD));
                listeners.forEach(listener -> listener.refused(refusal));
            }
        } catch (IOException e) {
            LOG.warnf("failed to find out what HAProxy serves: %s", e.getMessage());
        }
    }

    private boolean isKnownToFail(Generation generation) {
        try {
            return generation.id().equals(unservable) && !served.serves(generation);
        } catch (IOException absent) {
            return true;
        }
    }

    private void arrived(Attempt attempt) {
        String revision = attempt.fetched().revision();
        if (attempt.plan() == null) {
            NodeStatus status = board.read();
            if (status.applied().equals(Optional.of(revision))
                    && status.refused().isPresent()) {
                LOG.infof("the branch is back at revision \"%s\", which is served", revision);
                board.write(NodeStatus::withoutRefusal);
            }
            return;
        }
        board.write(status -> status.withApplied(revision));
        prune(attempt.replaced());
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
            listeners.forEach(listener -> listener.refused(refusal));
        }
        board.write(status -> status.withRefused(refusal).withoutProblem(phase));
    }

    /** Without HAProxy the generation is prepared and current all the same; what is new in it is routed here once HAProxy listens for it. */
    private void afterFailedReload(Attempt attempt, Phase phase) {
        if (phase == Phase.RELOAD) {
            String revision = attempt.fetched().revision();
            board.write(status -> status.withApplied(revision));
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

    private void prune(Optional<Generation> replaced) {
        try {
            store.prune(KEPT_GENERATIONS, replaced.stream().toList());
        } catch (IOException e) {
            LOG.warnf("failed to remove old generations: %s", e.getMessage());
        }
    }
}

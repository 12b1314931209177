package dev.pointsman.agent.apply;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

import dev.pointsman.agent.discovery.InstanceDiscovery;
import dev.pointsman.agent.discovery.KnownInstances;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.agent.revision.Attempt;
import dev.pointsman.agent.revision.KeptDefinitions;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.agent.revision.RevisionStep;
import dev.pointsman.agent.revision.ServedGeneration;
import dev.pointsman.agent.revision.StepFailure;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;
import org.jboss.logging.Logger;

/**
 * Brings the instances that there are now into what is served, while the revision stays the same.
 *
 * <p>They go the way that a revision goes, from its rendering on: another generation, written and checked, made current, and then the
 * cheapest change that makes HAProxy serve it, which for servers that come and go are commands. So there is one way to change what is served,
 * and one way back.
 */
final class InstanceFollower {

    private static final Logger LOG = Logger.getLogger(InstanceFollower.class);

    /** Something around the node does not work: tried again, but not at every look. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<Phase> AGAIN = EnumSet.of(Phase.RENDER, Phase.CHECK, Phase.SWITCH, Phase.RELOAD);

    private final Applier applier;
    private final List<RevisionStep> steps;
    private final InstanceDiscovery discovery;
    private final GenerationStore store;
    private final ServedGeneration served;
    private final StatusBoard board;

    /** What was brought in, or turned out to be impossible to, and is not tried again. */
    private Optional<Settled> settled = Optional.empty();

    private record Settled(String revision, SortedMap<InstanceSelector, SortedSet<String>> addresses) {}

    private long notBefore = System.nanoTime();

    /** @param steps those of a revision's whole path */
    InstanceFollower(
            Applier applier,
            List<RevisionStep> steps,
            InstanceDiscovery discovery,
            GenerationStore store,
            ServedGeneration served,
            StatusBoard board) {
        this.applier = applier;
        this.steps = steps.stream().filter(step -> AGAIN.contains(step.phase())).toList();
        this.discovery = discovery;
        this.store = store;
        this.served = served;
        this.board = board;
    }

    /** Looks whether what is served has the instances that are known now, and sees to it. */
    void follow() {
        applier.whileServing(this::follow);
    }

    private void follow(Generation generation, AppliedPlan applied) {
        SortedSet<InstanceSelector> selectors = applied.plan().instanceSelectors();
        String vpc = applied.plan().fleet().vpcId();
        KnownInstances known = discovery.known().only(vpc, selectors);
        Settled wanted = new Settled(generation.revision(), known.addresses());
        boolean isDone = selectors.isEmpty() || settled.equals(Optional.of(wanted));
        if (isDone || !known.covers(vpc, selectors) || System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            Attempt attempt = Attempt.again(
                    generation.revision(), KeptDefinitions.of(generation).files(), applied.plan(), known);
            for (RevisionStep step : steps) {
                attempt = step.take(attempt);
            }
            settled = Optional.of(wanted);
            board.write(status -> status.withoutProblem(Phase.DISCOVER));
            forget(attempt.replaced(), attempt.generation());
        } catch (StepFailure failure) {
            if (failure.next() == StepFailure.Next.GIVE_UP) {
                settled = Optional.of(wanted);
            }
            notBefore = System.nanoTime() + PATIENCE.toNanos();
            problem(failure.getMessage());
        } catch (IOException | RuntimeException e) {
            notBefore = System.nanoTime() + PATIENCE.toNanos();
            problem(e.toString());
        } finally {
            board.write(status -> status.withLastChange(served.lastChange()));
        }
    }

    /** One generation for each revision is enough to go back to; HAProxy has just said that it serves the other one. */
    private void forget(Optional<Generation> replaced, Generation now) {
        replaced.filter(before -> before.revision().equals(now.revision()) && !before.equals(now))
                .ifPresent(before -> {
                    try {
                        store.discard(before);
                    } catch (IOException e) {
                        LOG.warnf("failed to remove generation \"%s\": %s", before.id(), e.getMessage());
                    }
                });
    }

    private void problem(String why) {
        String sentence = "failed to follow the instances that the served revision selects: " + why;
        if (!sentence.equals(board.read().problems().get(Phase.DISCOVER))) {
            LOG.warn(sentence);
        }
        board.write(status -> status.withProblem(Phase.DISCOVER, sentence));
    }
}

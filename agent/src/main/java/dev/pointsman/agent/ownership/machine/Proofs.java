package dev.pointsman.agent.ownership.machine;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleSupplier;

import dev.pointsman.agent.ownership.report.Journal;
import dev.pointsman.agent.ownership.rule.Bounds;

/** Has every group's right to write tested in turn, and keepalived told what follows: who cannot write, or is not fit, stands behind. */
final class Proofs {

    private final Journal journal;
    private final DoubleSupplier draw;
    private Instant last = Instant.MIN;
    private boolean isFit;

    Proofs(Journal journal, DoubleSupplier draw) {
        this.journal = journal;
        this.draw = draw;
    }

    /** This node is fit, and stays so. */
    void becomeFit() {
        isFit = true;
    }

    /** Adds the test that is due, and the marks that have changed. */
    void turn(Collection<GroupState> groups, List<Effect> effects, Instant now) {
        GroupState first = first(groups);
        if (first != null && !now.isBefore(due(first))) {
            last = now;
            effects.add(first.attempt(now, draw.getAsDouble()));
        }
        for (GroupState group : groups) {
            String name = group.group().name();
            if (group.right().isJudgedAnew(now)) {
                journal.proved(name, group.right().ability());
            }
            group.right().newMark(isFit).ifPresent(standsBehind -> effects.add(new Effect.Mark(name, standsBehind)));
        }
    }

    /** When the next test is due; {@link Instant#MAX} when there is nothing to test. */
    Instant next(Collection<GroupState> groups) {
        GroupState first = first(groups);
        return first == null ? Instant.MAX : due(first);
    }

    private static GroupState first(Collection<GroupState> groups) {
        GroupState first = null;
        for (GroupState group : groups) {
            Instant due = group.right().ability().due();
            if (!due.equals(Instant.MAX)
                    && (first == null || due.isBefore(first.right().ability().due()))) {
                first = group;
            }
        }
        return first;
    }

    private Instant due(GroupState first) {
        Instant paced = last.plus(Bounds.PROOF_PACE);
        Instant due = first.right().ability().due();
        return due.isBefore(paced) ? paced : due;
    }
}

package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.ownership.memory.Pursuit;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.ownership.rule.Verdict;

/**
 * Says when a {@code notify} call has its verdict: everything moved, nothing to move, or it cannot be done now.
 *
 * <p>It exists to keep this judgement, which only callers need, out of the rule.
 */
final class Settlement {

    /** How long a call waits while EC2 is throttled or down; the loop goes on trying after that. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** keepalived may call its scripts a moment before its addresses are there. */
    static final Duration MASTER_GRACE = Duration.ofSeconds(1);

    private Settlement() {}

    /** Returns the verdict for whoever asked about these groups; empty while the work goes on. */
    static Optional<Done> of(Collection<GroupState> groups, LoopEvent.Told told, Instant now) {
        boolean isOverdue = now.isAfter(told.at().plus(PATIENCE));
        boolean isInGrace =
                told.told().state().equals("MASTER") && now.isBefore(told.at().plus(MASTER_GRACE));
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (GroupState group : groups) {
            if (!group.standing().mayWrite()) {
                if (isInGrace) {
                    return Optional.empty();
                }
                (group.standing().vrrp() == Standing.Vrrp.MASTER ? bad : good)
                        .add(group.group().name() + ": nothing written: "
                                + group.standing().reason());
                continue;
            }
            List<String> open = unsettled(group);
            if (!open.isEmpty()
                    && !isOverdue
                    && !group.tables().map(_ -> isHopeless(group)).orElse(false)) {
                return Optional.empty();
            }
            bad.addAll(open);
            if (open.isEmpty()) {
                good.add(group.group().name() + ": "
                        + group.decision().verdicts().size() + " entries point at this node");
            }
        }
        return Optional.of(
                bad.isEmpty()
                        ? new Done(ExitCode.FINE, String.join("; ", good))
                        : new Done(ExitCode.NOT_AS_WANTED, String.join("; ", bad)));
    }

    /** What keeps the group from being this node's, one phrase each. */
    private static List<String> unsettled(GroupState group) {
        if (group.tables().isEmpty()) {
            return List.of(group.group().name() + ": the route tables have not been read yet");
        }
        if (group.tables().get().isEmpty()) {
            return List.of(group.group().name() + ": no route table is selected");
        }
        return group.decision().verdicts().entrySet().stream()
                .filter(verdict -> !verdict.getValue().isMine())
                .map(verdict -> group.group().name() + ": MASTER, but " + verdict.getKey() + " is at "
                        + group.memory().entries().get(verdict.getKey()).seen().text() + ": "
                        + verdict.getValue().reason())
                .toList();
    }

    /** Whether nothing is under way any more that could still end well soon. */
    private static boolean isHopeless(GroupState group) {
        return group.decision().verdicts().entrySet().stream()
                .allMatch(verdict -> switch (verdict.getValue().kind()) {
                    case KEEP, UNCONFIRMED, YIELD, STAND_BY -> true;
                    case CLAIM, WRITING -> false;
                    case RETRY -> needsAPerson(group, verdict);
                });
    }

    private static boolean needsAPerson(GroupState group, Map.Entry<RouteEntry, Verdict> verdict) {
        return group.memory().entries().get(verdict.getKey()).pursuit() instanceof Pursuit.Waiting waiting
                && (waiting.failure() instanceof Ec2Failure.Denied || waiting.failure() instanceof Ec2Failure.Rejected);
    }
}

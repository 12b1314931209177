package dev.pointsman.agent.ownership.machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.memory.EntryMemory;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.memory.Tenure;
import dev.pointsman.agent.ownership.report.OwnershipView.Entry;
import dev.pointsman.agent.ownership.report.OwnershipView.Group;
import dev.pointsman.agent.ownership.report.OwnershipView.State;
import dev.pointsman.agent.ownership.rule.Ability;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.ownership.rule.Verdict;

/** Turns what the loop remembers into what it reports. */
final class ViewBuilder {

    private final String node;
    private final String interfaceId;
    private final Map<String, String> nodes;

    ViewBuilder(Assignment assignment) {
        this.node = assignment.node();
        this.interfaceId = assignment.self().interfaceId();
        this.nodes = assignment.nodesByInterface();
    }

    Group group(GroupState state) {
        boolean isMaster = state.standing().vrrp() == Standing.Vrrp.MASTER;
        return new Group(
                state.group().name(),
                state.standing().vrrp(),
                state.standing().vrrpReason(),
                state.lastTold(),
                isMaster,
                state.right().ability().state(),
                state.memory().entries().entrySet().stream()
                        .map(entry -> entry(entry.getKey(), entry.getValue(), verdict(state, entry.getKey()), isMaster))
                        .toList());
    }

    private static Verdict verdict(GroupState state, RouteEntry entry) {
        return state.decision()
                .verdicts()
                .getOrDefault(entry, new Verdict(Verdict.Kind.STAND_BY, "nothing decided yet"));
    }

    private Entry entry(RouteEntry key, EntryMemory memory, Verdict verdict, boolean isMaster) {
        Seen seen = verdict.kind() == Verdict.Kind.UNCONFIRMED ? new Seen.Target(interfaceId, false) : memory.seen();
        Instant since = memory.tenure() instanceof Tenure.Written written ? written.at() : memory.seenSince();
        String target = seen instanceof Seen.Target points ? points.target() : null;
        return new Entry(
                key.table(),
                key.destination(),
                state(seen),
                target,
                target == null ? null : nodes.get(target),
                isMaster ? node : null,
                isDrift(seen, isMaster),
                verdict.kind() == Verdict.Kind.YIELD || memory.tenure() instanceof Tenure.Taken,
                since.equals(Instant.MIN) ? null : since,
                verdict.reason());
    }

    private static State state(Seen seen) {
        return switch (seen) {
            case Seen.Unread _ -> State.UNKNOWN;
            case Seen.Missing _ -> State.MISSING;
            case Seen.Target points -> points.isBlackhole() ? State.BLACKHOLE : State.ACTIVE;
        };
    }

    private boolean isDrift(Seen seen, boolean isMaster) {
        return switch (seen) {
            // Nobody knows yet, so nobody complains yet.
            case Seen.Unread _ -> false;
            case Seen.Missing _ -> true;
            case Seen.Target points ->
                points.isBlackhole()
                        || !nodes.containsKey(points.target())
                        || points.target().equals(interfaceId) != isMaster;
        };
    }

    /** What a person should know, one sentence each: which entry is where, why, and what comes next. */
    List<String> problems(Collection<GroupState> states) {
        List<String> problems = new ArrayList<>();
        for (GroupState state : states) {
            String name = state.group().name();
            Standing standing = state.standing();
            if (standing.vrrp() == Standing.Vrrp.UNKNOWN
                    || (standing.vrrp() == Standing.Vrrp.MASTER && !standing.mayWrite())) {
                problems.add(name + ": nothing is written here: " + standing.reason());
            }
            if (state.right().ability().state() == Ability.State.UNABLE) {
                problems.add(name + ": EC2 refuses writes of "
                        + String.join(", ", state.right().ability().failing())
                        + ", so this node stands behind its peers in VRRP until a test passes; check the role's policy"
                        + " (ec2:ReplaceRoute, ec2:CreateRoute) and the way to EC2");
            }
            if (state.tables().map(List::isEmpty).orElse(false)) {
                problems.add(
                        name + ": no route table is selected; check the Fleet's VPC, its route tables, and their tags");
            }
            state.decision().verdicts().forEach((entry, verdict) -> {
                if (verdict.kind() == Verdict.Kind.RETRY || verdict.kind() == Verdict.Kind.YIELD) {
                    problems.add(name + ": MASTER, but " + entry + " is at "
                            + text(state.memory().entries().get(entry).seen()) + ": " + verdict.reason());
                }
            });
        }
        return problems;
    }

    private String text(Seen seen) {
        return seen instanceof Seen.Target points && nodes.containsKey(points.target())
                ? points.text() + ", " + nodes.get(points.target())
                : seen.text();
    }
}

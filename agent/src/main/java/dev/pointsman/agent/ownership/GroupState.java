package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.pointsman.agent.ec2.Route;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ownership.report.Journal;
import dev.pointsman.agent.ownership.report.OwnershipView.Action;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.OwnershipView.Move;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.agent.ownership.rule.Decision;
import dev.pointsman.agent.ownership.rule.GroupMemory;
import dev.pointsman.agent.ownership.rule.OwnershipRule;
import dev.pointsman.agent.ownership.rule.Pursuit;
import dev.pointsman.agent.ownership.rule.RouteEntry;
import dev.pointsman.agent.ownership.rule.Seen;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.ownership.rule.Verdict;
import dev.pointsman.pipeline.plan.RouteGroup;

/**
 * One route group within the loop: what is remembered, what was decided last, and the writes under way.
 *
 * <p>It exists to keep what belongs to one group apart from the others; only the loop's thread touches it.
 */
final class GroupState {

    private final Journal journal;
    private RouteGroup group;
    private OwnershipRule rule;
    private Optional<List<String>> tables = Optional.empty();
    private GroupMemory memory = GroupMemory.blank();
    private Decision decision = new Decision(memory, new TreeMap<>());
    private Standing standing = new Standing(Standing.Vrrp.UNKNOWN, "not observed yet", false, false);
    private String lastTold = "";
    private Optional<OpenClaim> open = Optional.empty();

    /** A claim whose answers have not all come. */
    private record OpenClaim(Instant at, Trigger trigger, List<Move> moves) {}

    GroupState(Journal journal) {
        this.journal = journal;
    }

    /** The group as the plan has it now, with the tables that were known of it, if any. */
    void assign(RouteGroup assigned, OwnershipRule rule, Optional<List<String>> known) {
        this.group = assigned;
        this.rule = rule;
        setTables(tables.or(() -> known));
    }

    private void setTables(Optional<List<String>> now) {
        tables = now;
        memory = memory.of(now.orElse(List.of()).stream()
                .flatMap(table -> group.destinations().stream().map(destination -> new RouteEntry(table, destination)))
                .toList());
    }

    /** The route tables have been read. */
    void looked(List<RouteTable> read, Instant asked, Instant now) {
        setTables(Optional.of(read.stream().map(RouteTable::id).sorted().toList()));
        Map<RouteEntry, Seen> seen = new HashMap<>();
        for (RouteTable table : read) {
            for (String destination : group.destinations()) {
                seen.put(new RouteEntry(table.id(), destination), seen(table.route(destination)));
            }
        }
        memory = memory.read(seen, asked, now);
    }

    private static Seen seen(Optional<Route> route) {
        return route.<Seen>map(found -> new Seen.Target(found.target(), found.isBlackhole()))
                .orElseGet(Seen.Missing::new);
    }

    /** Decides by the rule and returns the entries to write; from then on they count as being written. */
    List<RouteEntry> decide(Standing observed, Trigger trigger, Instant since, Instant now) {
        boolean wasInTerm = memory.isInTerm();
        Decision before = decision;
        standing = observed;
        decision = rule.decide(memory, observed, now);
        memory = decision.memory();
        if (memory.isInTerm() && !wasInTerm) {
            journal.termStarted(group.name(), trigger, observed);
        } else if (!memory.isInTerm() && wasInTerm) {
            journal.termEnded(group.name(), trigger, observed);
        }
        decision.verdicts().forEach((entry, verdict) -> {
            Verdict last = before.verdicts().get(entry);
            if (last == null || last.kind() != verdict.kind()) {
                journal.decided(group.name(), entry, verdict);
            }
        });
        List<RouteEntry> claims = decision.claims();
        if (!claims.isEmpty() && open.isEmpty()) {
            open = Optional.of(new OpenClaim(since, trigger, new ArrayList<>()));
        }
        claims.forEach(entry -> memory = memory.writing(entry));
        return claims;
    }

    /** A write was answered; returns the report once no other is under way. */
    Optional<ClaimReport> answered(LoopEvent.Answered answer, Instant now, double jitter) {
        RouteEntry entry = answer.entry();
        Move move = switch (answer.outcome()) {
            case Claim.Outcome.Replaced _ -> {
                memory = memory.wrote(entry, now);
                yield move(answer, Action.REPLACED, null);
            }
            case Claim.Outcome.Created _ -> {
                memory = memory.wrote(entry, now);
                yield move(answer, Action.CREATED, null);
            }
            case Claim.Outcome.Failed(var failure) -> {
                memory = memory.failed(entry, failure, now, jitter);
                yield move(answer, Action.FAILED, failure.text());
            }
            case Claim.Outcome.Abandoned(String reason) -> {
                memory = memory.abandoned(entry);
                yield move(answer, Action.ABANDONED, reason);
            }
        };
        journal.moved(group.name(), move);
        open.ifPresent(claim -> claim.moves().add(move));
        if (isWriting()) {
            return Optional.empty();
        }
        Optional<ClaimReport> report = open.map(claim -> new ClaimReport(
                claim.at(), group.name(), claim.trigger(), claim.moves(), millis(Duration.between(claim.at(), now))));
        open = Optional.empty();
        report.ifPresent(journal::claimed);
        return report;
    }

    private boolean isWriting() {
        return memory.entries().values().stream().anyMatch(entry -> entry.pursuit() instanceof Pursuit.Writing);
    }

    private static Move move(LoopEvent.Answered answer, Action action, String error) {
        return new Move(
                answer.entry().table(),
                answer.entry().destination(),
                answer.from(),
                action,
                millis(answer.took()),
                error);
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e5) / 10.0;
    }

    /** When the next attempt after a failure is due; {@link Instant#MAX} when none is. */
    Instant nextAttempt() {
        return memory.entries().values().stream()
                .map(entry -> entry.pursuit() instanceof Pursuit.Waiting waiting ? waiting.until() : Instant.MAX)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    void told(String state) {
        lastTold = state;
    }

    RouteGroup group() {
        return group;
    }

    OwnershipRule rule() {
        return rule;
    }

    Optional<List<String>> tables() {
        return tables;
    }

    GroupMemory memory() {
        return memory;
    }

    Decision decision() {
        return decision;
    }

    Standing standing() {
        return standing;
    }

    String lastTold() {
        return lastTold;
    }
}

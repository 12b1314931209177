package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.pointsman.agent.ec2.Route;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ownership.memory.EntryMemory;
import dev.pointsman.agent.ownership.memory.GroupMemory;
import dev.pointsman.agent.ownership.memory.Pursuit;
import dev.pointsman.agent.ownership.memory.RetiredEntry;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.memory.Seen;
import dev.pointsman.agent.ownership.memory.Tenure;
import dev.pointsman.agent.ownership.memory.WitnessMemory;
import dev.pointsman.agent.ownership.report.Journal;
import dev.pointsman.agent.ownership.report.OwnershipView.Action;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.OwnershipView.Move;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.agent.ownership.rule.Call;
import dev.pointsman.agent.ownership.rule.Decision;
import dev.pointsman.agent.ownership.rule.DecisionRule;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.ownership.rule.Verdict;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;

/**
 * One route group within the machine: what is remembered, what was decided last, and the writes under way.
 *
 * <p>It exists to keep what belongs to one group apart from the others; only the machine touches it.
 */
final class GroupState {

    private final Journal journal;
    private RouteGroup group;
    private DecisionRule rule;
    private Map<String, String> witnesses = Map.of();
    private Optional<List<String>> tables = Optional.empty();
    private GroupMemory memory = GroupMemory.blank();
    private final RightToWrite right = new RightToWrite();
    private Decision decision = new Decision(memory, new TreeMap<>(), List.of(), List.of());
    private Standing standing = new Standing(Standing.Vrrp.UNKNOWN, "not observed yet", false, false);
    private String lastTold = "";
    private Optional<OpenClaim> open = Optional.empty();

    /** A claim whose answers have not all come. */
    private record OpenClaim(Instant at, Trigger trigger, List<Move> moves) {}

    GroupState(Journal journal) {
        this.journal = journal;
    }

    /**
     * The group as the plan has it now.
     *
     * @param testers whose witness has which destination: nodes' names by destinations
     * @param known the tables that were known of it before this node looked
     * @param unwanted the entries that are to go
     */
    void assign(
            RouteGroup assigned,
            DecisionRule decisionRule,
            Map<String, String> testers,
            Optional<List<String>> known,
            Collection<RouteEntry> unwanted,
            Instant now) {
        boolean selectsAlike = group != null
                && group.tables().equals(assigned.tables())
                && group.share().equals(assigned.share());
        group = assigned;
        rule = decisionRule;
        witnesses = testers;
        setTables(selectsAlike ? tables.or(() -> known) : known);
        memory = memory.retiring(unwanted, now);
    }

    private void setTables(Optional<List<String>> now) {
        if (!now.equals(tables)) {
            tables = now;
        }
        List<String> ids = now.orElse(List.of());
        List<RouteEntry> wanted = new ArrayList<>();
        for (String table : ids) {
            for (String destination : group.destinations()) {
                wanted.add(new RouteEntry(table, destination));
            }
        }
        Map<RouteEntry, String> places = new HashMap<>();
        if (!ids.isEmpty()) {
            witnesses.forEach((destination, tester) -> places.put(new RouteEntry(ids.getFirst(), destination), tester));
        }
        memory = memory.of(wanted, places);
        // Without a destination there is nothing whose write could be tested.
        right.of(group.destinations().isEmpty() ? List.of() : ids);
    }

    /**
     * The route tables have been read.
     *
     * @param others tables that no group has any more
     */
    void looked(List<RouteTable> read, List<RouteTable> others, Instant asked, Instant now) {
        setTables(Optional.of(read.stream().map(RouteTable::id).sorted().toList()));
        Map<RouteEntry, Seen> seen = new HashMap<>();
        for (RouteTable table : read) {
            see(table, seen);
        }
        for (RouteTable table : others) {
            see(table, seen);
        }
        memory = memory.read(seen, asked, now);
    }

    private void see(RouteTable table, Map<RouteEntry, Seen> seen) {
        for (String destination : group.destinations()) {
            seen.put(new RouteEntry(table.id(), destination), seen(table.route(destination)));
        }
        for (RouteEntry place : memory.witness().witnesses().keySet()) {
            if (place.table().equals(table.id())) {
                seen.put(place, seen(table.route(place.destination())));
            }
        }
        for (RouteEntry going : memory.retired().keySet()) {
            if (going.table().equals(table.id())) {
                seen.put(going, seen(table.route(going.destination())));
            }
        }
    }

    private static Seen seen(Optional<Route> route) {
        return route.<Seen>map(found -> new Seen.Target(found.target(), found.isBlackhole()))
                .orElseGet(Seen.Missing::new);
    }

    /** These entries need no more deleting. */
    void retire(Collection<RouteEntry> unwanted, Instant now) {
        memory = memory.retiring(unwanted, now);
    }

    /** Whether none of the entries that are to go leads to this node: it points elsewhere, or EC2 has confirmed that it is deleted. */
    boolean isReleased(String interfaceId) {
        return memory.retired().values().stream().map(RetiredEntry::entry).allMatch(entry -> switch (entry.seen()) {
            case Seen.Unread _ -> false;
            case Seen.Missing _ -> true;
            case Seen.Target points -> !points.target().equals(interfaceId) || isDeleted(entry);
        });
    }

    private static boolean isDeleted(EntryMemory entry) {
        return entry.tenure() instanceof Tenure.Written && entry.pursuit() instanceof Pursuit.Idle;
    }

    /** Decides by the rule. */
    void decide(Standing observed, Trigger trigger, Instant now) {
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
    }

    /**
     * Takes what was decided for as long as there are slots; what it returns counts as being written from then on. What finds no slot is
     * decided again when one is free.
     */
    List<Effect.Write> writes(Slots slots, Trigger trigger, Instant since, Instant now) {
        List<Effect.Write> writes = new ArrayList<>();
        decision.claims()
                .forEach(entry -> write(entry, Call.REPLACE, slots, now).ifPresent(writes::add));
        decision.removals()
                .forEach(entry -> write(entry, Call.DELETE, slots, now).ifPresent(writes::add));
        if (!writes.isEmpty() && open.isEmpty()) {
            open = Optional.of(new OpenClaim(since, trigger, new ArrayList<>()));
        }
        return writes;
    }

    private Optional<Effect.Write> write(RouteEntry entry, Call first, Slots slots, Instant now) {
        if (!slots.hasFree(now)) {
            return Optional.empty();
        }
        slots.take(entry, now);
        String from = entryMemory(entry).seen().text();
        memory = memory.writing(entry, now);
        return Optional.of(new Effect.Write(group, entry, first, from));
    }

    private EntryMemory entryMemory(RouteEntry entry) {
        if (memory.witness().witnesses().containsKey(entry)) {
            return memory.witness().witnesses().get(entry).entry();
        }
        return memory.retired().containsKey(entry)
                ? memory.retired().get(entry).entry()
                : memory.entries().getOrDefault(entry, EntryMemory.BLANK);
    }

    /** A write was answered. */
    void answered(LoopEvent.Answered answer, Instant now, double jitter) {
        RouteEntry entry = answer.entry();
        Move move = switch (answer.outcome()) {
            case Outcome.Replaced _ -> written(answer, Action.REPLACED, now);
            case Outcome.Created _ -> written(answer, Action.CREATED, now);
            case Outcome.Deleted _ -> written(answer, Action.DELETED, now);
            case Outcome.Failed(var failure) -> {
                memory = memory.failed(entry, failure, now, jitter);
                right.refused(entry.table(), failure, now);
                yield move(answer, Action.FAILED, failure.text());
            }
            case Outcome.Abandoned(String reason) -> {
                memory = memory.abandoned(entry);
                yield move(answer, Action.ABANDONED, reason);
            }
        };
        journal.moved(group.name(), move);
        open.ifPresent(claim -> claim.moves().add(move));
    }

    private Move written(LoopEvent.Answered answer, Action action, Instant now) {
        memory = memory.wrote(answer.entry(), now);
        return move(answer, action, null);
    }

    /** The report on a claim, once nothing of it is under way or waits for a slot any more. */
    Optional<ClaimReport> closed(Instant now) {
        if (open.isEmpty() || isWriting() || !decision.claims().isEmpty()) {
            return Optional.empty();
        }
        OpenClaim claim = open.get();
        open = Optional.empty();
        ClaimReport report = new ClaimReport(
                claim.at(), group.name(), claim.trigger(), claim.moves(), millis(Duration.between(claim.at(), now)));
        journal.claimed(report);
        return Optional.of(report);
    }

    private boolean isWriting() {
        return memory.witness().witnesses().values().stream().anyMatch(witness -> isWriting(witness.entry()))
                || memory.entries().values().stream().anyMatch(GroupState::isWriting)
                || memory.retired().values().stream().anyMatch(going -> isWriting(going.entry()));
    }

    private static boolean isWriting(EntryMemory entry) {
        return entry.pursuit() instanceof Pursuit.Writing;
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

    /** The test of the right to write that is due first; from now on it counts as sent. */
    Effect.Try attempt(Instant now, double jitter) {
        return right.attempt(group.name(), group.destinations().getFirst(), now, jitter);
    }

    /** When something is due next that no event will tell; {@link Instant#MAX} when nothing is. */
    Instant next(Instant now) {
        Instant next = Instant.MAX;
        for (WitnessMemory.Witness witness : memory.witness().witnesses().values()) {
            next = earlier(next, witness.entry().pursuit(), now);
        }
        for (EntryMemory entry : memory.entries().values()) {
            next = earlier(next, entry.pursuit(), now);
        }
        for (RetiredEntry going : memory.retired().values()) {
            next = earlier(next, going.entry().pursuit(), now);
        }
        return next;
    }

    private static Instant earlier(Instant next, Pursuit pursuit, Instant now) {
        Instant attempt = pursuit instanceof Pursuit.Waiting waiting ? later(waiting.until(), now) : Instant.MAX;
        return attempt.isBefore(next) ? attempt : next;
    }

    /** What was due by now has had its turn. */
    private static Instant later(Instant due, Instant now) {
        return due.isAfter(now) ? due : Instant.MAX;
    }

    void told(String state) {
        lastTold = state;
    }

    RouteGroup group() {
        return group;
    }

    Optional<List<String>> tables() {
        return tables;
    }

    GroupMemory memory() {
        return memory;
    }

    RightToWrite right() {
        return right;
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

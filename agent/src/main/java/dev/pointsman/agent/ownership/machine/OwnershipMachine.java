package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.memory.Backoff;
import dev.pointsman.agent.ownership.report.Journal;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.agent.ownership.rule.DecisionRule;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;

/**
 * The ownership loop without its thread, its clock and its calls: events go in, effects come out.
 *
 * <p>It exists so that the agent, {@code notify} without an agent, and the simulation run the same thing: when to look, when to decide, what
 * to send next. Given the same events at the same moments and the same draws, it does the same. Not safe for use by several threads.
 */
public final class OwnershipMachine {

    private static final Duration WARMING = Duration.ofSeconds(20);
    private static final int CLAIMS_KEPT = 50;

    private final Settings settings;
    private final Journal journal;
    private final DoubleSupplier draw;
    private final BiFunction<Assignment, RouteGroup, DecisionRule> rules;
    private final Slots slots;
    private final Proofs proofs;
    private final Departures departures = new Departures();
    private final Map<String, GroupState> groups = new TreeMap<>();
    private final List<LoopEvent.Told> waiting = new ArrayList<>();
    private final Deque<ClaimReport> claims = new ArrayDeque<>();

    private Optional<Assignment> assignment = Optional.empty();
    private Optional<Ec2Failure> lookFailure = Optional.empty();
    private int lookFailures;
    private boolean isLooking;
    private boolean hasLooked;
    private Instant nextLook = Instant.MIN;
    private Instant nextWarming = Instant.MIN;
    private Trigger trigger = Trigger.LOOP;
    private Instant triggeredAt = Instant.MIN;

    /**
     * How it is paced.
     *
     * @param look from one reading of the route tables to the next, spread by a fifth
     * @param isLasting whether there is a future: then the tables are read even when nobody waits for it, connections stay open, and the right to
     *     write is tested
     * @param concurrency how many writes are sent at once
     */
    public record Settings(Duration look, boolean isLasting, int concurrency) {}

    /**
     * @param draw gives numbers from 0 to 1
     * @param rules by which each group is decided
     */
    public OwnershipMachine(
            Settings settings,
            Journal journal,
            DoubleSupplier draw,
            BiFunction<Assignment, RouteGroup, DecisionRule> rules) {
        this.settings = settings;
        this.journal = journal;
        this.draw = draw;
        this.rules = rules;
        this.slots = new Slots(settings.concurrency());
        this.proofs = new Proofs(journal, draw);
    }

    /** A turn begins, in which events may be handed over; what led to it is the time, unless one of them says otherwise. */
    public void begin(Instant now) {
        trigger = Trigger.LOOP;
        triggeredAt = now;
    }

    /** Something has happened. */
    public void handle(LoopEvent event, Instant now) {
        switch (event) {
            case LoopEvent.Told told -> hear(told);
            case LoopEvent.Assigned(Assignment given, CompletableFuture<Void> released) -> {
                take(given, now);
                departures.await(released);
            }
            case LoopEvent.Looked looked -> read(looked, now);
            case LoopEvent.LookFailed failed -> failed(failed.failure(), now);
            case LoopEvent.Answered answered -> {
                slots.release(answered.entry());
                GroupState group = groups.get(answered.group());
                if (group != null) {
                    group.answered(answered, now, draw.getAsDouble());
                }
            }
            case LoopEvent.Fit _ -> proofs.becomeFit();
            case LoopEvent.Tried tried -> {
                GroupState group = groups.get(tried.group());
                if (group != null) {
                    group.right().tried(tried.table(), tried.refusal(), now);
                }
            }
        }
    }

    private void hear(LoopEvent.Told told) {
        trigger = told.trigger();
        triggeredAt = told.at();
        waiting.add(told);
        GroupState group = groups.get(told.told().name());
        if (group != null) {
            group.told(told.told().state());
        }
    }

    private void take(Assignment given, Instant now) {
        Assignment assigned = assignment.map(given::after).orElse(given);
        groups.keySet()
                .retainAll(assigned.groups().stream().map(RouteGroup::name).toList());
        for (RouteGroup group : assigned.groups()) {
            groups.computeIfAbsent(group.name(), _ -> new GroupState(journal))
                    .assign(
                            group,
                            rules.apply(assigned, group),
                            assigned.witnesses(group),
                            Optional.ofNullable(assigned.tables().get(group.name())),
                            assigned.retired().getOrDefault(group.name(), List.of()),
                            now);
        }
        assignment = Optional.of(assigned);
        nextLook = Instant.MIN;
    }

    private void read(LoopEvent.Looked looked, Instant now) {
        isLooking = false;
        hasLooked = true;
        lookFailures = 0;
        if (lookFailure.isPresent()) {
            lookFailure = Optional.empty();
            journal.lookRecovered();
        }
        Map<String, List<String>> tables = new HashMap<>();
        groups.values().forEach(group -> {
            List<RouteTable> read = looked.tables().get(group.group().name());
            if (read != null) {
                group.looked(read, looked.others(), looked.asked(), now);
                tables.put(group.group().name(), group.tables().orElseThrow());
            }
        });
        if (!tables.equals(assignment.orElseThrow().tables())) {
            assignment = Optional.of(assignment.get().with(tables));
        }
        assignment = Optional.of(Departures.forget(assignment.orElseThrow(), groups, now));
    }

    private void failed(Ec2Failure failure, Instant now) {
        isLooking = false;
        hasLooked = true;
        lookFailures++;
        if (lookFailure.isEmpty() || !lookFailure.get().code().equals(failure.code())) {
            journal.lookFailed(failure);
        }
        lookFailure = Optional.of(failure);
        nextLook = now.plus(Backoff.after(failure, lookFailures, draw.getAsDouble()));
    }

    /**
     * Decides, and returns what is to be done now.
     *
     * @param observe observes rule 0 for the group with this placeholder address
     */
    public List<Effect> turn(Function<String, Standing> observe, Instant now) {
        if (assignment.isEmpty()) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        boolean mayDecide = mayDecide();
        if (mayDecide) {
            for (GroupState group : groups.values()) {
                group.decide(observe.apply(group.group().placeholder()), trigger, now);
                effects.addAll(group.writes(slots, trigger, triggeredAt, now));
                group.closed(now).ifPresent(this::keep);
            }
        }
        if (settings.isLasting()
                || !mayDecide
                || groups.values().stream().anyMatch(group -> group.tables().isEmpty())) {
            look(effects, now);
        }
        if (settings.isLasting()) {
            proofs.turn(groups.values(), effects, now);
        }
        if (mayDecide) {
            settle(effects, now);
            departures.turn(groups.values(), assignment.get().self().interfaceId(), effects);
        }
        return effects;
    }

    /** Who is told MASTER may be losing packets: it writes at once. Everybody else first reads what there is. */
    private boolean mayDecide() {
        return hasLooked
                || waiting.stream().anyMatch(told -> told.told().state().equals("MASTER"));
    }

    private void keep(ClaimReport claim) {
        claims.addFirst(claim);
        if (claims.size() > CLAIMS_KEPT) {
            claims.removeLast();
        }
        // Verify what was written.
        nextLook = Instant.MIN;
    }

    private void look(List<Effect> effects, Instant now) {
        if (isLooking || now.isBefore(nextLook)) {
            return;
        }
        isLooking = true;
        double spread = 0.8 + 0.4 * draw.getAsDouble();
        nextLook = now.plusMillis(Math.round(settings.look().toMillis() * spread));
        Assignment known = assignment.orElseThrow();
        SortedSet<String> others = new TreeSet<>();
        known.retired().values().forEach(entries -> entries.forEach(entry -> others.add(entry.table())));
        effects.add(new Effect.Look(known.groups(), others));
        if (settings.isLasting() && !now.isBefore(nextWarming)) {
            nextWarming = now.plus(WARMING);
            effects.add(new Effect.Warm(known.tables().values().stream()
                    .flatMap(List::stream)
                    .distinct()
                    .toList()));
        }
    }

    private void settle(List<Effect> effects, Instant now) {
        waiting.removeIf(told -> {
            Optional<Done> done =
                    Settlement.of(concerned(told.told()), told, now).map(verdict -> judge(told, verdict));
            done.ifPresent(verdict -> effects.add(new Effect.Settle(told, verdict)));
            return done.isPresent();
        });
    }

    /** A group that this node does not have is a mistake in keepalived's file, which somebody must hear about. */
    private Done judge(LoopEvent.Told told, Done verdict) {
        String name = told.told().name();
        return groups.containsKey(name) || !told.told().namesInstance()
                ? verdict
                : new Done(
                        ExitCode.NOT_AS_WANTED,
                        "there is no route group \"" + name + "\" here; there is " + String.join(", ", groups.keySet())
                                + ". Looked at all of them: " + verdict.text());
    }

    /** The group that was named; all of them when the name says nothing. */
    private Collection<GroupState> concerned(Notify told) {
        GroupState named = groups.get(told.name());
        return named == null ? groups.values() : List.of(named);
    }

    /** When the next turn is due, unless something happens or is observed before; {@link Instant#MAX} when nothing is to come. */
    public Instant next(Instant now) {
        Instant next = slots.nextFree(now);
        if (settings.isLasting() && !isLooking && nextLook.isBefore(next)) {
            next = nextLook;
        }
        Instant proof = settings.isLasting() ? proofs.next(groups.values()) : Instant.MAX;
        next = proof.isBefore(next) ? proof : next;
        for (GroupState group : groups.values()) {
            Instant due = group.next(now);
            next = due.isBefore(next) ? due : next;
        }
        return next;
    }

    /** What this node has to hold, with what has been read since it was assigned; empty before the first assignment. */
    public Optional<Assignment> assignment() {
        return assignment;
    }

    /**
     * What is known and done; empty before the first assignment.
     *
     * @param remarks what others have found wrong, one sentence each
     */
    public Optional<OwnershipView> view(Instant now, boolean haproxyServes, List<String> remarks) {
        return assignment.map(assigned -> {
            ViewBuilder builder = new ViewBuilder(assigned);
            List<String> problems = new ArrayList<>(builder.problems(groups.values()));
            problems.addAll(remarks);
            lookFailure.ifPresent(failure -> problems.add("failed to read the route tables " + lookFailures
                    + " times in a row, what is shown is old: " + failure.text()));
            return new OwnershipView(
                    assigned.fleet().name().toString(),
                    assigned.node(),
                    now,
                    groups.values().stream().map(builder::group).toList(),
                    haproxyServes,
                    problems,
                    List.copyOf(claims));
        });
    }
}

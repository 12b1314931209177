package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.notify.Lookout;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.report.Journal;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.agent.ownership.rule.Backoff;
import dev.pointsman.agent.ownership.rule.RouteEntry;
import dev.pointsman.pipeline.plan.RouteGroup;

/**
 * Keeps this node's routes: takes events, observes, lets the rule decide, writes, reads back, for as long as it is turned.
 *
 * <p>It exists because a transition is reported once at best, and the routes must be right for longer than that: after a healed partition
 * nobody is told anything, and only who looks all the time brings the routes back. One thread turns it and owns everything it
 * remembers; calls to EC2 run beside it, and what they answer arrives as events.
 */
final class OwnershipLoop implements Lookout, AutoCloseable {

    private static final Duration WARMING = Duration.ofSeconds(20);
    private static final Duration ALERT = Duration.ofSeconds(1);
    private static final Duration AWAKE = Duration.ofSeconds(1);
    private static final int CLAIMS_KEPT = 50;

    private final Settings settings;
    private final Observer observer;
    private final Function<Assignment, RouteTables> access;
    private final Journal journal;
    private final Consumer<Assignment> remember;
    private final InstantSource clock = new SteadyTime();
    private final BlockingQueue<LoopEvent> inbox = new LinkedBlockingQueue<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore permits = new Semaphore(Ec2Access.CONCURRENCY);
    private final TableZones zones = new TableZones(clock);
    private final Map<String, GroupState> groups = new TreeMap<>();
    private final List<LoopEvent.Told> waiting = new ArrayList<>();
    private final Deque<ClaimReport> claims = new ArrayDeque<>();

    private Optional<Assignment> assignment = Optional.empty();
    private Optional<RouteTables> routeTables = Optional.empty();
    private Optional<Ec2Failure> lookFailure = Optional.empty();
    private int lookFailures;
    private boolean isLooking;
    private boolean hasLooked;
    private Instant nextLook = Instant.MIN;
    private Instant nextWarming = Instant.MIN;
    private Instant alertUntil = Instant.MIN;
    private Trigger trigger = Trigger.LOOP;
    private Instant triggeredAt = Instant.MIN;
    private volatile long lastTurn = System.nanoTime();
    private volatile Optional<OwnershipView> view = Optional.empty();

    /**
     * How the loop is paced.
     *
     * @param look from one reading of the route tables to the next, spread by a fifth
     * @param observe from one observation of this machine to the next; both bound how late something is noticed that nobody reports
     * @param isLasting whether there is a future: then the tables are read even when nobody waits for it, and connections stay open
     */
    record Settings(Duration look, Duration observe, boolean isLasting) {}

    /**
     * @param access opens EC2 for an assignment; called when it is first needed
     * @param remember is told whenever what this node has to hold has changed
     */
    OwnershipLoop(
            Settings settings,
            Observer observer,
            Function<Assignment, RouteTables> access,
            Journal journal,
            Consumer<Assignment> remember) {
        this.settings = settings;
        this.observer = observer;
        this.access = access;
        this.journal = journal;
        this.remember = remember;
    }

    /** Gives this node something to hold, or something else than before. */
    void assign(Assignment assigned) {
        inbox.add(new LoopEvent.Assigned(assigned));
    }

    @Override
    public CompletableFuture<Done> look(Notify told) {
        return tell(Trigger.NOTIFY, told);
    }

    CompletableFuture<Done> tell(Trigger by, Notify told) {
        var event = new LoopEvent.Told(by, told, clock.instant(), new CompletableFuture<>());
        inbox.add(event);
        return event.verdict();
    }

    /** Whether the loop turns and has something to hold. */
    @Override
    public boolean isAwake() {
        return view.isPresent() && System.nanoTime() - lastTurn < AWAKE.toNanos();
    }

    /** What the loop knows; empty before the first turn with an assignment. */
    Optional<OwnershipView> view() {
        return view;
    }

    /** Waits for an event or for the time to look, and turns once. */
    void step() throws InterruptedException {
        LoopEvent event = inbox.poll(pause().toNanos(), TimeUnit.NANOSECONDS);
        trigger = Trigger.LOOP;
        triggeredAt = clock.instant();
        while (event != null) {
            handle(event);
            event = inbox.poll();
        }
        assignment.ifPresent(this::turn);
        lastTurn = System.nanoTime();
    }

    private Duration pause() {
        Instant now = clock.instant();
        if (now.isBefore(alertUntil)) {
            return Duration.ofMillis(10);
        }
        Instant attempt = groups.values().stream()
                .map(GroupState::nextAttempt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        Instant next = now.plus(settings.observe());
        return attempt.isBefore(next) ? Duration.between(now, attempt) : settings.observe();
    }

    private void handle(LoopEvent event) {
        Instant now = clock.instant();
        switch (event) {
            case LoopEvent.Told told -> hear(told);
            case LoopEvent.Assigned assigned -> take(assigned.assignment());
            case LoopEvent.Looked looked -> read(looked, now);
            case LoopEvent.LookFailed failed -> failed(failed.failure(), now);
            case LoopEvent.Answered answered -> {
                GroupState group = groups.get(answered.group());
                if (group != null) {
                    group.answered(answered, now, ThreadLocalRandom.current().nextDouble())
                            .ifPresent(this::keep);
                }
            }
        }
    }

    private void hear(LoopEvent.Told told) {
        trigger = told.trigger();
        triggeredAt = told.at();
        alertUntil = told.at().plus(ALERT);
        waiting.add(told);
        GroupState group = groups.get(told.told().name());
        if (group != null) {
            group.told(told.told().state());
        }
    }

    private void take(Assignment assigned) {
        Optional<Assignment> before = assignment;
        if (before.map(known -> !known.fleet().region().equals(assigned.fleet().region()))
                .orElse(true)) {
            routeTables = Optional.empty();
        }
        groups.keySet()
                .retainAll(assigned.groups().stream().map(RouteGroup::name).toList());
        for (RouteGroup group : assigned.groups()) {
            groups.computeIfAbsent(group.name(), _ -> new GroupState(journal))
                    .assign(
                            group,
                            assigned.rule(group),
                            Optional.ofNullable(assigned.tables().get(group.name())));
        }
        assignment = Optional.of(assigned);
        nextLook = Instant.MIN;
        rememberTables();
    }

    private void read(LoopEvent.Looked looked, Instant now) {
        isLooking = false;
        hasLooked = true;
        lookFailures = 0;
        if (lookFailure.isPresent()) {
            lookFailure = Optional.empty();
            journal.lookRecovered();
        }
        groups.values().forEach(group -> {
            List<RouteTable> tables = looked.tables().get(group.group().name());
            if (tables != null) {
                group.looked(tables, looked.asked(), now);
            }
        });
        rememberTables();
    }

    private void rememberTables() {
        Map<String, List<String>> tables = groups.values().stream()
                .filter(group -> group.tables().isPresent())
                .collect(Collectors.toMap(
                        group -> group.group().name(), group -> group.tables().get()));
        Assignment known = assignment.orElseThrow().with(tables);
        // On taking a new assignment as well: the file must name its groups before any table is read.
        assignment = Optional.of(known);
        remember.accept(known);
    }

    private void failed(Ec2Failure failure, Instant now) {
        isLooking = false;
        hasLooked = true;
        lookFailures++;
        if (lookFailure.isEmpty() || !lookFailure.get().code().equals(failure.code())) {
            journal.lookFailed(failure);
        }
        lookFailure = Optional.of(failure);
        Duration backoff =
                Backoff.after(failure, lookFailures, ThreadLocalRandom.current().nextDouble());
        nextLook = now.plus(backoff);
    }

    private void keep(ClaimReport claim) {
        claims.addFirst(claim);
        if (claims.size() > CLAIMS_KEPT) {
            claims.removeLast();
        }
        // Verify what was written.
        nextLook = Instant.MIN;
    }

    private void turn(Assignment assigned) {
        // Who is told MASTER may be losing packets: it writes at once. Everybody else first reads what there is.
        boolean mayDecide = hasLooked
                || waiting.stream().anyMatch(told -> told.told().state().equals("MASTER"));
        if (mayDecide) {
            groups.values().forEach(group -> decide(group, assigned));
        }
        if (settings.isLasting()
                || !mayDecide
                || groups.values().stream().anyMatch(group -> group.tables().isEmpty())) {
            startLook(assigned);
        }
        renewView(assigned);
        if (mayDecide) {
            settle();
        }
    }

    /** Decides and sends what the rule says; called when it is known what the routes are, or when packets are likely being lost. */
    private void decide(GroupState group, Assignment assigned) {
        String placeholder = group.group().placeholder();
        List<RouteEntry> entries = group.decide(observer.standing(placeholder), trigger, triggeredAt, clock.instant());
        if (entries.isEmpty()) {
            return;
        }
        Claim claim =
                new Claim(routeTables(assigned), assigned.self().interfaceId(), () -> observer.standing(placeholder));
        for (RouteEntry entry : entries) {
            String from = group.memory().entries().get(entry).seen().text();
            executor.execute(() -> {
                permits.acquireUninterruptibly();
                long started = System.nanoTime();
                // Whatever is thrown, errors included, the loop must hear that the write is over: it would wait for
                // ever.
                Claim.Outcome outcome = new Claim.Outcome.Failed(
                        new Ec2Failure.Unavailable("Unexpected", "the call broke off, see the log"));
                try {
                    outcome = claim.attempt(entry);
                } finally {
                    permits.release();
                    Duration took = Duration.ofNanos(System.nanoTime() - started);
                    inbox.add(new LoopEvent.Answered(group.group().name(), entry, from, outcome, took));
                }
            });
        }
    }

    private void startLook(Assignment assigned) {
        Instant now = clock.instant();
        if (isLooking || now.isBefore(nextLook)) {
            return;
        }
        isLooking = true;
        double spread = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
        nextLook = now.plusMillis(Math.round(settings.look().toMillis() * spread));
        Looker looker = new Looker(routeTables(assigned), zones, executor, clock, inbox::add);
        looker.look(assigned.fleet().vpcId(), assigned.groups());
        if (settings.isLasting() && !now.isBefore(nextWarming)) {
            nextWarming = now.plus(WARMING);
            looker.keepWarm(
                    assigned.fleet().vpcId(),
                    assigned.tables().values().stream()
                            .flatMap(List::stream)
                            .distinct()
                            .toList());
        }
    }

    private RouteTables routeTables(Assignment assigned) {
        if (routeTables.isEmpty()) {
            routeTables = Optional.of(access.apply(assigned));
        }
        return routeTables.get();
    }

    private void settle() {
        Instant now = clock.instant();
        waiting.removeIf(told -> {
            Optional<Done> done =
                    Settlement.of(concerned(told.told()), told, now).map(verdict -> judge(told, verdict));
            done.ifPresent(told.verdict()::complete);
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

    private void renewView(Assignment assigned) {
        ViewBuilder builder = new ViewBuilder(assigned);
        List<String> problems = new ArrayList<>(builder.problems(groups.values()));
        observer.haproxyFault().ifPresent(problems::add);
        problems.addAll(zones.remarks());
        lookFailure.ifPresent(failure -> problems.add("failed to read the route tables " + lookFailures
                + " times in a row, what is shown is old: " + failure.text()));
        OwnershipView renewed = new OwnershipView(
                assigned.fleet().name().toString(),
                assigned.node(),
                clock.instant(),
                groups.values().stream().map(builder::group).toList(),
                observer.haproxyFault().isEmpty(),
                problems,
                List.copyOf(claims));
        view = Optional.of(renewed);
        journal.turned(renewed);
    }

    /** Ends the calls under way; whoever still waits gets no verdict and does the job itself. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}

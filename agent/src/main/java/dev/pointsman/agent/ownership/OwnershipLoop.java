package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.notify.Lookout;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.machine.Effect;
import dev.pointsman.agent.ownership.machine.LoopEvent;
import dev.pointsman.agent.ownership.machine.Outcome;
import dev.pointsman.agent.ownership.machine.OwnershipMachine;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.report.Journal;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.Trigger;

/**
 * Keeps this node's routes, for as long as it is turned: brings events to the {@linkplain OwnershipMachine machine}, and does what that
 * wants done.
 *
 * <p>It exists because a transition is reported once at best, and the routes must be right for longer than that: after a healed partition
 * nobody is told anything, and only who looks all the time brings the routes back. One thread turns it; calls to EC2 run beside it, and
 * what they answer arrives as events. It decides nothing.
 */
final class OwnershipLoop implements Lookout, AutoCloseable {

    private static final Duration ALERT = Duration.ofSeconds(1);
    private static final Duration ALERT_PAUSE = Duration.ofMillis(10);
    private static final Duration AWAKE = Duration.ofSeconds(1);
    private static final Ec2Failure BROKEN_OFF =
            new Ec2Failure.Unavailable("Unexpected", "the call broke off, see the log");

    private final Settings settings;
    private final Observer observer;
    private final Function<Assignment, RouteTables> access;
    private final Journal journal;
    private final Outside outside;
    private final InstantSource clock = new SteadyTime();
    private final BlockingQueue<LoopEvent> inbox = new LinkedBlockingQueue<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final TableZones zones = new TableZones(clock);
    private final OwnershipMachine machine;

    private Optional<RouteTables> routeTables = Optional.empty();
    private Optional<Assignment> known = Optional.empty();
    private Instant alertUntil = Instant.MIN;
    private volatile long lastTurn = System.nanoTime();
    private volatile Optional<OwnershipView> view = Optional.empty();

    /**
     * How the loop is paced.
     *
     * @param look from one reading of the route tables to the next, spread by a fifth
     * @param observe from one observation of this machine to the next; both bound how late something is noticed that nobody reports
     * @param isLasting whether there is a future: then the tables are read even when nobody waits for it, connections stay open, and the right to
     *     write is tested
     */
    record Settings(Duration look, Duration observe, boolean isLasting) {}

    /** Whom the loop tells what must outlive it. */
    interface Outside {

        /** What this node has to hold has changed. */
        void remember(Assignment known);

        /** Whether this node stands behind its peers in a group has changed. */
        void mark(Effect.Mark mark);
    }

    /** @param access opens EC2 for an assignment; called when it is first needed */
    OwnershipLoop(
            Settings settings,
            Observer observer,
            Function<Assignment, RouteTables> access,
            Journal journal,
            Outside outside) {
        this.settings = settings;
        this.observer = observer;
        this.access = access;
        this.journal = journal;
        this.outside = outside;
        this.machine = new OwnershipMachine(
                new OwnershipMachine.Settings(settings.look(), settings.isLasting(), Ec2Access.CONCURRENCY),
                journal,
                () -> ThreadLocalRandom.current().nextDouble(),
                Assignment::rule);
    }

    /**
     * Gives this node something to hold, or something else than before.
     *
     * @return completed once no entry that it has no more leads to this node
     */
    CompletableFuture<Void> assign(Assignment assigned) {
        var event = new LoopEvent.Assigned(assigned);
        inbox.add(event);
        return event.released();
    }

    /** This node may stand before its peers. */
    void becomeFit() {
        inbox.add(new LoopEvent.Fit());
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
        machine.begin(clock.instant());
        while (event != null) {
            if (event instanceof LoopEvent.Told told) {
                alertUntil = told.at().plus(ALERT);
            }
            machine.handle(event, clock.instant());
            event = inbox.poll();
        }
        remember();
        List<Effect> effects = machine.turn(observer::standing, clock.instant());
        effects.forEach(this::execute);
        renewView();
        effects.forEach(OwnershipLoop::settle);
        lastTurn = System.nanoTime();
    }

    private Duration pause() {
        Instant now = clock.instant();
        if (now.isBefore(alertUntil)) {
            return ALERT_PAUSE;
        }
        Instant next = machine.next(now);
        Instant observe = now.plus(settings.observe());
        Duration pause = Duration.between(now, next.isBefore(observe) ? next : observe);
        // Never so short that a mistake about what is due would turn it without end.
        return pause.compareTo(ALERT_PAUSE) < 0 ? ALERT_PAUSE : pause;
    }

    /** Before the first write: the file must name the groups before any table is read. */
    private void remember() {
        Optional<Assignment> now = machine.assignment();
        if (now.equals(known)) {
            return;
        }
        boolean isElsewhere = known.map(before -> !before.fleet()
                        .region()
                        .equals(now.orElseThrow().fleet().region()))
                .orElse(true);
        if (isElsewhere) {
            routeTables = Optional.empty();
        }
        known = now;
        outside.remember(now.orElseThrow());
    }

    private void execute(Effect effect) {
        Assignment assigned = known.orElseThrow();
        switch (effect) {
            case Effect.Write write -> executor.execute(() -> write(assigned, write));
            case Effect.Look(var groups, var others) ->
                looker(assigned).look(assigned.fleet().vpcId(), groups, others);
            case Effect.Warm(var tables) ->
                looker(assigned).keepWarm(assigned.fleet().vpcId(), tables);
            case Effect.Try attempt -> executor.execute(() -> attempt(assigned, attempt));
            case Effect.Mark mark -> outside.mark(mark);
            case Effect.Release(var released) -> released.complete(null);
            case Effect.Settle _ -> {
                // After the view has been renewed: who has the verdict may look at it.
            }
        }
    }

    private static void settle(Effect effect) {
        if (effect instanceof Effect.Settle(LoopEvent.Told told, Done done)) {
            told.verdict().complete(done);
        }
    }

    private void write(Assignment assigned, Effect.Write write) {
        String placeholder = write.group().placeholder();
        long started = System.nanoTime();
        // Whatever is thrown, errors included, the machine must hear that the write is over: it would wait for ever.
        Outcome outcome = new Outcome.Failed(BROKEN_OFF);
        try {
            outcome = new Claim(
                            routeTables(assigned), assigned.self().interfaceId(), () -> observer.standing(placeholder))
                    .attempt(write.entry(), write.first());
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            inbox.add(new LoopEvent.Answered(write.group().name(), write.entry(), write.from(), outcome, took));
        }
    }

    private void attempt(Assignment assigned, Effect.Try attempt) {
        RouteEntry entry = attempt.entry();
        Optional<Ec2Failure> refusal = Optional.of(BROKEN_OFF);
        try {
            routeTables(assigned)
                    .tryReplace(
                            entry.table(), entry.destination(), assigned.self().interfaceId());
            refusal = Optional.empty();
        } catch (Ec2Exception refused) {
            refusal = Optional.of(refused.failure());
        } finally {
            inbox.add(new LoopEvent.Tried(attempt.group(), entry.table(), refusal));
        }
    }

    private Looker looker(Assignment assigned) {
        return new Looker(routeTables(assigned), zones, executor, clock, inbox::add);
    }

    private synchronized RouteTables routeTables(Assignment assigned) {
        if (routeTables.isEmpty()) {
            routeTables = Optional.of(access.apply(assigned));
        }
        return routeTables.get();
    }

    private void renewView() {
        List<String> remarks = new ArrayList<>(zones.remarks());
        observer.haproxyFault().ifPresent(remarks::addFirst);
        view = machine.view(clock.instant(), observer.haproxyFault().isEmpty(), remarks);
        view.ifPresent(journal::turned);
    }

    /** Ends the calls under way; whoever still waits gets no verdict and does the job itself. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}

package dev.pointsman.agent.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.machine.Effect;
import dev.pointsman.agent.ownership.machine.LoopEvent;
import dev.pointsman.agent.ownership.machine.Outcome;
import dev.pointsman.agent.ownership.machine.OwnershipMachine;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.agent.ownership.rule.Call;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.vrrp.LivingProcess;
import dev.pointsman.agent.vrrp.Mastership;
import dev.pointsman.agent.vrrp.Mastership.Observed;
import dev.pointsman.agent.vrrp.VrrpProcess;

/**
 * A process that turns the real {@link OwnershipMachine}: what the ownership loop is on a node, with virtual time, simulated calls, and the
 * possibility to die or freeze between any two steps.
 */
final class Agent {

    private static final OwnershipMachine.Settings LASTING =
            new OwnershipMachine.Settings(Duration.ofSeconds(2), true, Ec2Access.CONCURRENCY);
    private static final OwnershipMachine.Settings DIRECT =
            new OwnershipMachine.Settings(Duration.ofSeconds(2), false, Ec2Access.CONCURRENCY);
    private static final Duration NO_TIME = Duration.ZERO;

    private final World world;
    private final Node node;
    private final boolean isLasting;
    private final OwnershipMachine machine;
    private final Mastership mastership;
    private final WriteRecord record;
    private final Follower follower;
    private final List<LoopEvent> inbox = new ArrayList<>();
    private final List<Runnable> suspended = new ArrayList<>();
    private boolean isDead;
    private boolean isFrozen;
    private long nextTurn = Long.MAX_VALUE;
    private int trapIn = -1;
    private Runnable trap;

    Agent(World world, Node node, boolean isLasting) {
        this.world = world;
        this.node = node;
        this.isLasting = isLasting;
        this.record = new WriteRecord(world, node);
        this.machine = new OwnershipMachine(
                isLasting ? LASTING : DIRECT,
                new Story(world, node, record),
                world.draws::unit,
                (assignment, group) -> world.tampering.rule().apply(assignment.rule(group)));
        this.follower = new Follower(world, node, this);
        this.mastership = new Mastership(_ -> node.keepalived().hasPlaceholder(), new Process(world, node));
    }

    /** The keepalived that this node's process table shows. */
    private record Process(World world, Node node) implements VrrpProcess {

        @Override
        public Optional<LivingProcess> find() {
            return world.tampering.trustsPlaceholder()
                    ? Optional.of(new LivingProcess(1, 1, Duration.ofHours(1)))
                    : node.keepalived().process();
        }

        @Override
        public String toString() {
            return "keepalived of " + node;
        }
    }

    /** Starts with what the assignment file says. */
    void start() {
        Assignment assignment = world.shape.assignments().get(node.index());
        deliver(new LoopEvent.Assigned(assignment));
        if (isLasting) {
            follower.start();
        }
    }

    void becomeFit() {
        deliver(new LoopEvent.Fit());
    }

    boolean isFit() {
        return follower.isFit();
    }

    boolean isDead() {
        return isDead;
    }

    boolean isRunning() {
        return !isDead && !isFrozen;
    }

    void kill() {
        isDead = true;
    }

    void freeze() {
        if (!isFrozen) {
            isFrozen = true;
            record.freezes();
        }
    }

    void thaw() {
        if (isFrozen) {
            isFrozen = false;
            record.thaws();
        }
        List<Runnable> steps = List.copyOf(suspended);
        suspended.clear();
        steps.forEach(this::step);
    }

    void trap(int steps, Runnable action) {
        trapIn = steps;
        trap = action;
    }

    /** Takes a step of the process: not at all when it is dead, later when it is frozen. */
    private void step(Runnable action) {
        if (isDead) {
            return;
        }
        if (trapIn >= 0 && trapIn-- == 0) {
            trap.run();
        }
        if (isDead) {
            return;
        }
        if (isFrozen) {
            suspended.add(() -> world.time.after(world.draws.between(0, 2 * Timeline.MILLISECOND), () -> step(action)));
            return;
        }
        action.run();
    }

    CompletableFuture<Done> tell(String state, Trigger trigger) {
        CompletableFuture<Done> verdict = new CompletableFuture<>();
        deliver(new LoopEvent.Told(
                trigger, new Notify("INSTANCE", Shape.GROUP, state, "240"), world.time.instant(), verdict));
        return verdict;
    }

    private void deliver(LoopEvent event) {
        inbox.add(event);
        turnWithin(Timeline.MILLISECOND);
    }

    /** Turns after a part of this time, unless it turns before. */
    void turnWithin(long most) {
        turnAt(world.time.now() + world.draws.between(most / 10, most));
    }

    private void turnAt(long at) {
        if (isDead || at >= nextTurn) {
            return;
        }
        nextTurn = at;
        world.time.after(at - world.time.now(), () -> {
            if (nextTurn == at) {
                nextTurn = Long.MAX_VALUE;
                step(this::turn);
            }
        });
    }

    private void turn() {
        Instant now = world.time.instant();
        machine.begin(now);
        inbox.forEach(event -> machine.handle(event, now));
        inbox.clear();
        List<Effect> effects = machine.turn(_ -> observe(), now);
        effects.forEach(this::execute);
        Instant next = machine.next(now);
        if (!next.equals(Instant.MAX)) {
            turnAt(Math.max(world.time.of(next), world.time.now() + Timeline.MILLISECOND));
        }
        if (!isLasting) {
            // It has nothing else to do, and waits for its verdict.
            turnWithin(200 * Timeline.MILLISECOND);
        }
    }

    private Standing observe() {
        Observed observed = mastership.observe(Shape.PLACEHOLDER);
        Standing.Vrrp vrrp = switch (observed) {
            case Observed.Master _ -> Standing.Vrrp.MASTER;
            case Observed.Backup _ -> Standing.Vrrp.BACKUP;
            case Observed.Unknown _ -> Standing.Vrrp.UNKNOWN;
        };
        Standing standing = new Standing(vrrp, observed.reason(), node.haproxyServes(), false);
        record.observed(standing.mayWrite());
        return standing;
    }

    private void execute(Effect effect) {
        switch (effect) {
            case Effect.Write write -> step(() -> call(write, write.first()));
            case Effect.Look _ -> look();
            case Effect.Try attempt ->
                world.cloud.test(
                        node.index(),
                        tableOf(attempt.entry()),
                        refusal -> deliver(new LoopEvent.Tried(
                                attempt.group(), attempt.entry().table(), refusal)));
            case Effect.Mark mark -> mark(mark.standsBehind());
            case Effect.Settle(LoopEvent.Told told, Done done) -> told.verdict().complete(done);
            case Effect.Release _ -> {
                // Revisions do not change what the simulated fleet holds.
            }
            case Effect.Warm _ -> {
                // Connections are not simulated.
            }
        }
    }

    private void mark(boolean standsBehind) {
        if (!standsBehind && node.isMarkedUnable()) {
            follower.standsBehindNoLonger();
        }
        node.mark(standsBehind);
    }

    private void look() {
        Instant asked = world.time.instant();
        world.cloud.read(
                tables -> deliver(new LoopEvent.Looked(Map.of(Shape.GROUP, tables), List.of(), asked)),
                failure -> deliver(new LoopEvent.LookFailed(failure)));
    }

    private static int tableOf(RouteEntry entry) {
        return entry.table().charAt(entry.table().length() - 1) - '0';
    }

    /** As the agent's Claim does: rule 0 is observed, and a moment later the call is sent. */
    private void call(Effect.Write write, Call call) {
        Standing standing = observe();
        if (!standing.mayWrite()) {
            answered(write, new Outcome.Abandoned(standing.reason()));
            return;
        }
        world.time.after(world.draws.between(0, 2 * Timeline.MILLISECOND), () -> step(() -> send(write, call)));
    }

    private void send(Effect.Write write, Call call) {
        int table = tableOf(write.entry());
        int witness = witnessOf(write.entry());
        record.sends(table, witness, call);
        world.cloud.write(node.index(), table, witness, call, failure -> step(() -> hear(write, call, failure)));
    }

    /** Whose witness an entry is; -1 for the VIP's. */
    private int witnessOf(RouteEntry entry) {
        return world.witnesses.indexOf(entry.destination());
    }

    private void hear(Effect.Write write, Call call, Optional<Ec2Failure> failure) {
        if (failure.isEmpty()) {
            record.confirmed(tableOf(write.entry()), witnessOf(write.entry()));
            answered(write, call == Call.CREATE ? new Outcome.Created() : new Outcome.Replaced());
            return;
        }
        if (world.tampering.resends() && failure.get() instanceof Ec2Failure.Unavailable) {
            world.time.after(
                    world.draws.between(100 * Timeline.MILLISECOND, Timeline.SECOND),
                    () -> step(() -> send(write, call)));
            return;
        }
        Optional<Call> next = call.after(failure.get());
        if (next.isPresent()) {
            call(write, next.get());
        } else {
            answered(write, new Outcome.Failed(failure.get()));
        }
    }

    private void answered(Effect.Write write, Outcome outcome) {
        deliver(new LoopEvent.Answered(Shape.GROUP, write.entry(), write.from(), outcome, NO_TIME));
    }
}

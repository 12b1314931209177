package dev.pointsman.agent.ownership;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pointsman.agent.ec2.AwsRouteTables;
import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.notify.EventWatch;
import dev.pointsman.agent.notify.Lookout;
import dev.pointsman.agent.notify.NotifyFifo;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.notify.NotifySocket;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.assignment.AssignmentFile;
import dev.pointsman.agent.ownership.machine.Effect;
import dev.pointsman.agent.ownership.report.LoggedJournal;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The agent's door to failover: give it a plan, and it keeps this node's routes until the agent stops.
 *
 * <p>It exists to own what must be started and stopped: the loop's thread, the notify socket, keepalived's FIFO.
 */
@ApplicationScoped
public class OwnershipService {

    private static final Logger LOG = Logger.getLogger(OwnershipService.class);
    private static final Duration OBSERVE = Duration.ofMillis(250);

    private final NodeLayout layout;
    private final EventWatch events;
    private final Observer observer;
    private final OwnershipLoop loop;
    private Optional<Assignment> assignment = Optional.empty();
    private Optional<Assignment> remembered = Optional.empty();
    private Optional<NotifySocket> socket = Optional.empty();
    private Optional<NotifyFifo> fifo = Optional.empty();
    private volatile boolean isStopped;

    OwnershipService(
            NodeLayout layout,
            EventWatch events,
            MeterRegistry metrics,
            @ConfigProperty(name = "pointsman.ownership.look-interval", defaultValue = "2s") Duration lookInterval) {
        this.layout = layout;
        this.events = events;
        this.observer = Observer.ofThisMachine(layout);
        AbilityMarks marks = new AbilityMarks(layout);
        this.loop = new OwnershipLoop(
                new OwnershipLoop.Settings(lookInterval, OBSERVE, true),
                observer,
                assigned -> new AwsRouteTables(Ec2Access.client(assigned.fleet().region())),
                new LoggedJournal(metrics),
                new OwnershipLoop.Outside() {
                    @Override
                    public void remember(Assignment known) {
                        OwnershipService.this.remember(known);
                    }

                    @Override
                    public void mark(Effect.Mark mark) {
                        marks.write(mark);
                    }
                });
    }

    /**
     * Starts to keep the plan's routes for this node, or goes on with another plan.
     *
     * @param plan of the revision that is served now: nodes listen first, then routes move
     * @param node this node's name in the plan's fleet
     * @throws IllegalArgumentException when the fleet has no such node
     * @throws IOException when the notify socket cannot be made; the routes are kept all the same
     */
    public synchronized void keep(Plan plan, String node) throws IOException {
        Assignment assigned = Assignment.of(plan, node);
        if (assignment.map(assigned::equals).orElse(false)) {
            return;
        }
        // What comes of entries that are gone concerns nobody here: who waits for that has asked by release().
        loop.assign(assignment.isEmpty() ? ofEarlierAgent().map(assigned::after).orElse(assigned) : assigned);
        if (assignment.isEmpty()) {
            observer.askHaproxy();
            Thread.ofPlatform().name("ownership").daemon().start(this::turn);
            Thread.ofVirtual().name("haproxy-watch").start(this::watchHaproxy);
            fifo = Optional.of(NotifyFifo.read(layout.notifyFifo(), this::hearFifo));
        }
        assignment = Optional.of(assigned);
        if (socket.isEmpty()) {
            Files.createDirectories(layout.notifySocket().getParent());
            socket = Optional.of(NotifySocket.listen(layout.notifySocket(), new HookLookout()));
            events.begin();
        }
    }

    /**
     * Takes away the routes that a plan no longer has, while HAProxy still listens for them; what is new in it has to wait for {@link #keep}.
     * Returns when no such route leads to this node, or when patience ends; then they go all the same, as soon as EC2 lets them.
     *
     * @return whether none leads here any more
     */
    public boolean release(Plan next, String node, Duration patience) {
        CompletableFuture<Void> released;
        synchronized (this) {
            if (assignment.isEmpty()) {
                return true;
            }
            Assignment between = Assignment.of(next, node).whileListeningBy(assignment.get());
            if (between.equals(assignment.get())) {
                return true;
            }
            released = loop.assign(between);
            assignment = Optional.of(between);
        }
        try {
            released.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException impatient) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** This node serves what its peers serve: from now on it stands behind them only while it cannot write. */
    public void becomeFit() {
        loop.becomeFit();
    }

    /** What this node knows and does about its routes; empty before the first plan. */
    public Optional<OwnershipView> view() {
        return loop.view();
    }

    /** So that a claim is possible at once, even while EC2 refuses reads, and what was to go is not forgotten. */
    private Optional<Assignment> ofEarlierAgent() {
        try {
            return Optional.of(AssignmentFile.read(layout.assignment()));
        } catch (IOException absent) {
            LOG.debug(absent.getMessage());
            return Optional.empty();
        }
    }

    private void hearFifo(Notify told) {
        events.fifo(told);
        loop.tell(Trigger.FIFO, told);
    }

    /** The loop, as the hook reaches it; notes the call first. */
    private final class HookLookout implements Lookout {

        @Override
        public CompletableFuture<Done> look(Notify told) {
            events.hook(told);
            return loop.look(told);
        }

        @Override
        public boolean isAwake() {
            return loop.isAwake();
        }
    }

    private void turn() {
        while (!isStopped) {
            try {
                loop.step();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException unexpected) {
                if (isStopped) {
                    return;
                }
                // Failover must outlive a mistake in one turn; the next one starts from what is seen then.
                LOG.error("failed to turn the ownership loop", unexpected);
                pause(OBSERVE);
            }
        }
    }

    private void watchHaproxy() {
        while (!isStopped) {
            observer.askHaproxy();
            pause(OBSERVE);
        }
    }

    private void remember(Assignment known) {
        if (remembered.map(known::equals).orElse(false)) {
            return;
        }
        try {
            AssignmentFile.write(layout.assignment(), known);
            remembered = Optional.of(known);
        } catch (IOException failure) {
            LOG.errorf(
                    "failed to write \"%s\", notify without the agent knows less: %s",
                    layout.assignment(), failure.getMessage());
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() throws IOException {
        isStopped = true;
        if (socket.isPresent()) {
            socket.get().close();
        }
        if (fifo.isPresent()) {
            fifo.get().close();
        }
        loop.close();
    }
}

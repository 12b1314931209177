package dev.pointsman.agent.simulation;

import java.time.Duration;
import java.util.Optional;

import dev.pointsman.agent.vrrp.LivingProcess;

/**
 * A keepalived that speaks VRRPv3 for one instance (RFC 5798 section 6.4), with what it does to its machine: the placeholder address.
 *
 * <p>Killed, it leaves the address behind; frozen, it says nothing and hears nothing, and thinks on where it stopped once it is thawed.
 */
final class Keepalived {

    enum State {
        DEAD,
        FAULT,
        BACKUP,
        MASTER
    }

    private static final long ADVERTISEMENT = Timeline.SECOND;

    private final World world;
    private final Node node;
    private final int index;
    private final int rankPriority;
    private State state = State.DEAD;
    private boolean isFrozen;
    private boolean hasPlaceholder;
    private int starts;
    private long startedAt;
    private long deadline;
    private long lowerHeardSince = -1;
    private long lastTrulyMaster = Long.MIN_VALUE / 2;

    Keepalived(World world, Node node, int index) {
        this.world = world;
        this.node = node;
        this.index = index;
        this.rankPriority = 240 - 4 * index;
    }

    State state() {
        return state;
    }

    boolean isMaster() {
        return state == State.MASTER && !isFrozen;
    }

    /** Whether the process was MASTER and alive at some moment within the last instants, which a machine takes to follow. */
    boolean wasMasterJustNow() {
        return isMaster() || world.time.now() - lastTrulyMaster <= 20 * Timeline.MILLISECOND;
    }

    boolean hasPlaceholder() {
        return hasPlaceholder;
    }

    /** The process as the machine's process table shows it. */
    Optional<LivingProcess> process() {
        return state == State.DEAD || isFrozen
                ? Optional.empty()
                : Optional.of(new LivingProcess(
                        1000 + starts, startedAt, Duration.ofNanos((world.time.now() - startedAt) * 1_000)));
    }

    /** Below every node that can write, in the same order (DESIGN, the unable MASTER). */
    int priority() {
        return rankPriority - (node.isMarkedUnable() ? 4 * world.nodes.size() + 4 : 0);
    }

    void start() {
        if (state != State.DEAD) {
            return;
        }
        starts++;
        startedAt = world.time.now();
        isFrozen = false;
        hasPlaceholder = false;
        lowerHeardSince = -1;
        state = State.FAULT;
        world.tell(() -> node + ": keepalived starts");
        haproxyChanged();
    }

    void kill() {
        if (state == State.DEAD) {
            return;
        }
        world.tell(() -> node + ": keepalived is killed, was " + state);
        noteMaster();
        state = State.DEAD;
        node.changed();
    }

    /** The machine is gone, and what the kernel held with it. */
    void reboot() {
        kill();
        hasPlaceholder = false;
    }

    void freeze() {
        if (state != State.DEAD && !isFrozen) {
            noteMaster();
            isFrozen = true;
            world.tell(() -> node + ": keepalived freezes as " + state);
            node.changed();
        }
    }

    void thaw() {
        if (isFrozen) {
            isFrozen = false;
            world.tell(() -> node + ": keepalived thaws as " + state);
            node.changed();
            haproxyChanged();
            if (state == State.BACKUP) {
                watchDeadline();
            } else if (state == State.MASTER) {
                advertise(starts);
            }
        }
    }

    private void noteMaster() {
        if (isMaster()) {
            lastTrulyMaster = world.time.now();
        }
    }

    /** Tracked by a check: without a HAProxy that serves this is FAULT, whatever the others say. */
    void haproxyChanged() {
        if (state == State.DEAD || isFrozen) {
            return;
        }
        if (!node.haproxyServes() && state != State.FAULT) {
            become(State.FAULT);
        } else if (node.haproxyServes() && state == State.FAULT) {
            become(State.BACKUP);
            deadline = world.time.now() + masterDown();
            watchDeadline();
        }
    }

    private long masterDown() {
        return 3 * ADVERTISEMENT + (256 - priority()) * ADVERTISEMENT / 256;
    }

    private void watchDeadline() {
        int start = starts;
        world.time.after(deadline - world.time.now(), () -> {
            if (state != State.BACKUP || isFrozen || start != starts) {
                return;
            }
            if (world.time.now() < deadline) {
                watchDeadline();
            } else {
                become(State.MASTER);
                advertise(starts);
            }
        });
    }

    private void become(State next) {
        noteMaster();
        State before = state;
        state = next;
        lowerHeardSince = -1;
        world.tell(() -> node + ": " + before + " -> " + next + " (priority " + priority() + ")");
        int start = starts;
        world.time.after(world.draws.between(0, 3 * Timeline.MILLISECOND), () -> {
            if (start == starts && state != State.DEAD) {
                hasPlaceholder = state == State.MASTER;
                node.changed();
            }
        });
        node.notifies(next);
    }

    private void advertise(int start) {
        if (!isMaster() || start != starts) {
            return;
        }
        int priority = priority();
        for (Node peer : world.nodes) {
            if (peer != node && world.network.delivers(index, peer.index())) {
                world.time.after(
                        world.draws.between(Timeline.MILLISECOND, 5 * Timeline.MILLISECOND),
                        () -> peer.keepalived().hear(priority));
            }
        }
        world.time.after(ADVERTISEMENT, () -> advertise(start));
    }

    private void hear(int priority) {
        if (isFrozen) {
            return;
        }
        if (state == State.MASTER && priority > priority()) {
            become(State.BACKUP);
            deadline = world.time.now() + masterDown();
            watchDeadline();
        } else if (state == State.BACKUP && (priority >= priority() || waitsToPreempt())) {
            if (priority >= priority()) {
                lowerHeardSince = -1;
            }
            deadline = world.time.now() + masterDown();
        }
    }

    /** keepalived.conf(5), preempt_delay: counted from the first advertisement of a lower priority. */
    private boolean waitsToPreempt() {
        if (lowerHeardSince < 0) {
            lowerHeardSince = world.time.now();
        }
        return world.time.now() - lowerHeardSince < world.preemptDelay;
    }
}

package dev.pointsman.lab.vpc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import dev.pointsman.lab.vpc.NetworkInterface.Attachment;

/**
 * The VPC of the lab: its present state, its recent past, and the data planes that follow it. Safe for use by many threads.
 *
 * <p>Exists as the one place where the state changes. Changes happen one at a time; each is told to every {@link Forwarding} before
 * {@link #change} returns. What the EC2 API allows is not decided here but by its actions; what the cloud itself does (an instance stops,
 * an interface is detached) are the methods below.
 */
public final class Vpc {

    /** How long earlier states are remembered for {@link #stateAsOf}. */
    public static final Duration MEMORY = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final ReentrantLock changing = new ReentrantLock();
    private final List<Forwarding> followers = new ArrayList<>();
    private final Deque<Version> past = new ArrayDeque<>();
    private volatile Version present;

    private record Version(Instant since, VpcState state) {}

    public Vpc(VpcState initial, InstantSource clock) {
        this.clock = clock;
        this.present = new Version(clock.instant(), initial);
    }

    public VpcState state() {
        return present.state();
    }

    /** The state at an earlier moment, at most {@link #MEMORY} ago; what an eventually consistent read may return. */
    public VpcState stateAsOf(Instant moment) {
        changing.lock();
        try {
            if (!present.since().isAfter(moment)) {
                return present.state();
            }
            VpcState found = present.state();
            for (Iterator<Version> newestFirst = past.descendingIterator(); newestFirst.hasNext(); ) {
                Version version = newestFirst.next();
                found = version.state();
                if (!version.since().isAfter(moment)) {
                    break;
                }
            }
            return found;
        } finally {
            changing.unlock();
        }
    }

    /**
     * Replaces the state by what the function makes of it and tells the data planes.
     *
     * @param change computes the next state; may throw to refuse, then nothing changes
     * @return the new state
     */
    public VpcState change(UnaryOperator<VpcState> change) {
        changing.lock();
        try {
            VpcState before = present.state();
            VpcState after = change.apply(before);
            if (!after.equals(before)) {
                EffectiveChange effect = EffectiveChange.between(before, after);
                followers.forEach(effect::tell);
                remember(after);
            }
            return after;
        } finally {
            changing.unlock();
        }
    }

    /** Tells a data plane the whole state, then every change from now on. */
    public void attach(Forwarding forwarding) {
        changing.lock();
        try {
            EffectiveChange.all(present.state()).tell(forwarding);
            followers.add(forwarding);
        } finally {
            changing.unlock();
        }
    }

    public void detach(Forwarding forwarding) {
        changing.lock();
        try {
            followers.remove(forwarding);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Puts an instance into a state, as the cloud would: unless it runs, routes to its interfaces are blackholes.
     *
     * @throws IllegalArgumentException if there is no such instance
     */
    public void setInstanceState(String instanceId, Instance.State state) {
        change(before -> before.with(before.instance(instanceId)
                .orElseThrow(
                        () -> unknown("instance", instanceId, before.instances().keySet()))
                .in(state)));
    }

    /**
     * Unplugs an interface from its instance.
     *
     * @throws IllegalArgumentException if there is no such interface
     */
    public void detachInterface(String networkInterfaceId) {
        change(before ->
                before.with(requireInterface(before, networkInterfaceId).withAttachment(Optional.empty())));
    }

    /**
     * Plugs an interface into an instance, unplugging it from where it was.
     *
     * @throws IllegalArgumentException if there is no such interface or instance
     */
    public void attachInterface(String networkInterfaceId, String instanceId, int deviceIndex) {
        change(before -> {
            before.instance(instanceId)
                    .orElseThrow(() ->
                            unknown("instance", instanceId, before.instances().keySet()));
            NetworkInterface networkInterface = requireInterface(before, networkInterfaceId);
            String attachmentId = ResourceKind.NETWORK_INTERFACE_ATTACHMENT.numbered(
                    Integer.toUnsignedLong(networkInterfaceId.hashCode()));
            return before.with(networkInterface.withAttachment(
                    Optional.of(new Attachment(attachmentId, instanceId, deviceIndex, clock.instant()))));
        });
    }

    /** Deletes an interface; entries that point at it stay, as blackholes. */
    public void deleteInterface(String networkInterfaceId) {
        change(before -> {
            requireInterface(before, networkInterfaceId);
            return before.withoutInterface(networkInterfaceId);
        });
    }

    private static NetworkInterface requireInterface(VpcState state, String id) {
        return state.networkInterface(id)
                .orElseThrow(() -> unknown(
                        "network interface", id, state.networkInterfaces().keySet()));
    }

    private static IllegalArgumentException unknown(String what, String id, Iterable<String> known) {
        return new IllegalArgumentException(
                "there is no %s '%s' in the VPC; there are: %s".formatted(what, id, String.join(", ", known)));
    }

    private void remember(VpcState after) {
        Instant now = clock.instant();
        past.addLast(present);
        present = new Version(now, after);
        // A version is still needed while its successor, which ends its time, is younger than the memory.
        Instant horizon = now.minus(MEMORY);
        while (past.size() > 1 && secondOldest().since().isBefore(horizon)) {
            past.removeFirst();
        }
    }

    private Version secondOldest() {
        Iterator<Version> oldestFirst = past.iterator();
        oldestFirst.next();
        return oldestFirst.next();
    }
}

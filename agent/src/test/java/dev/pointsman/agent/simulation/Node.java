package dev.pointsman.agent.simulation;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.agent.ownership.report.Trigger;

/** A machine of the fleet: keepalived, HAProxy, the agent, and whatever {@code notify} processes there are. */
final class Node {

    private final World world;
    private final int index;
    private final Keepalived keepalived;
    private final List<Agent> directs = new ArrayList<>();
    private Agent agent;
    private boolean isUp;
    private boolean isFrozen;
    private boolean isHaproxyUp;
    private boolean isKnownStopped;
    private boolean isMarkedUnable;
    private int revision;

    Node(World world, int index) {
        this.world = world;
        this.index = index;
        this.keepalived = new Keepalived(world, this, index);
    }

    int index() {
        return index;
    }

    Keepalived keepalived() {
        return keepalived;
    }

    /** Whether HAProxy serves. */
    boolean haproxyServes() {
        return isUp && isHaproxyUp;
    }

    /** Whether packets that arrive here are served. */
    boolean serves() {
        return haproxyServes() && !isFrozen;
    }

    /** Whether EC2 has noticed that the instance is stopped. */
    boolean isKnownStopped() {
        return isKnownStopped;
    }

    boolean isMarkedUnable() {
        return isMarkedUnable;
    }

    /** The revision that it serves, or will when HAProxy runs; on disk, so it outlives everything. */
    int revision() {
        return revision;
    }

    /** Serves a revision from now on; returns whether that is another than before. */
    boolean serves(int next) {
        boolean isOther = next != revision;
        revision = next;
        return isOther;
    }

    /** Whether its agent has come through what starting nodes go through. */
    boolean isFit() {
        return agent != null && agent.isFit();
    }

    void mark(boolean isUnable) {
        if (isUnable != isMarkedUnable) {
            isMarkedUnable = isUnable;
            world.tell(
                    () -> this + ": " + (isUnable ? "stands behind its peers" : "stands behind its peers no longer"));
        }
    }

    boolean hasRunningAgent() {
        return agent != null && agent.isRunning();
    }

    /** Whether this node could own everything and see to it. */
    boolean isGoodMaster() {
        return serves() && keepalived.isMaster() && hasRunningAgent() && world.cloud.isWellFor(index);
    }

    /** Everything starts, as long ago proven able. */
    void boot() {
        isUp = true;
        isHaproxyUp = true;
        isKnownStopped = false;
        keepalived.start();
        startAgent();
        changed();
    }

    void crash(boolean isSeenByEc2) {
        world.tell(() -> this + ": the machine dies");
        isUp = false;
        isHaproxyUp = false;
        keepalived.reboot();
        killAgent();
        directs.forEach(Agent::kill);
        directs.clear();
        // The file that proves it able is gone with the memory that it was in.
        isMarkedUnable = true;
        if (isSeenByEc2) {
            world.time.after(world.draws.between(Timeline.SECOND, 20 * Timeline.SECOND), () -> isKnownStopped = !isUp);
        }
        changed();
    }

    boolean isUp() {
        return isUp;
    }

    void killHaproxy() {
        isHaproxyUp = false;
        world.tell(() -> this + ": HAProxy is killed");
        haproxyChanged();
    }

    void startHaproxy() {
        if (isUp && !isHaproxyUp) {
            isHaproxyUp = true;
            world.tell(() -> this + ": HAProxy starts");
            haproxyChanged();
        }
    }

    private void haproxyChanged() {
        changed();
        world.time.after(world.draws.between(0, Timeline.SECOND), keepalived::haproxyChanged);
    }

    void startAgent() {
        if (isUp && agent == null) {
            world.tell(() -> this + ": the agent starts");
            agent = new Agent(world, this, true);
            agent.start();
        }
    }

    void killAgent() {
        if (agent != null) {
            world.tell(() -> this + ": the agent is killed");
            agent.kill();
            agent = null;
            world.watch.look();
        }
    }

    void freezeAgent() {
        if (agent != null) {
            world.tell(() -> this + ": the agent freezes");
            agent.freeze();
            world.watch.look();
        }
    }

    void thawAgent() {
        if (agent != null && !isFrozen) {
            world.tell(() -> this + ": the agent thaws");
            agent.thaw();
            world.watch.look();
        }
    }

    /** The agent dies or freezes just before it takes the step after so many others. */
    void trapAgent(int steps, boolean freezes) {
        if (agent != null) {
            agent.trap(steps, freezes ? this::freezeAgent : this::killAgent);
        }
    }

    void freeze() {
        if (isUp && !isFrozen) {
            world.tell(() -> this + ": the machine freezes");
            isFrozen = true;
            keepalived.freeze();
            freezeAgent();
            directs.forEach(Agent::freeze);
            changed();
        }
    }

    void thaw() {
        if (isFrozen) {
            world.tell(() -> this + ": the machine thaws");
            isFrozen = false;
            keepalived.thaw();
            thawAgent();
            directs.forEach(Agent::thaw);
            changed();
        }
    }

    boolean isFrozen() {
        return isFrozen;
    }

    /** Something that the agent observes has changed: it sees that when it looks next, every quarter of a second. */
    void changed() {
        world.watch.look();
        if (agent != null) {
            agent.turnWithin(250 * Timeline.MILLISECOND);
        }
        directs.forEach(direct -> direct.turnWithin(50 * Timeline.MILLISECOND));
    }

    /** keepalived writes into its FIFO and calls its hook; both may be lost, late, or heard twice. */
    void notifies(Keepalived.State state) {
        int copies = world.draws.percent(15) ? 0 : world.draws.percent(15) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            long delay = world.draws.percent(80)
                    ? world.draws.between(0, 50 * Timeline.MILLISECOND)
                    : world.draws.between(0, 4 * Timeline.SECOND);
            world.time.after(delay, () -> hear(state.name()));
        }
    }

    private void hear(String state) {
        if (!isUp || isFrozen) {
            return;
        }
        if (hasRunningAgent()) {
            agent.tell(state, Trigger.NOTIFY);
            return;
        }
        world.time.after(200 * Timeline.MILLISECOND, () -> {
            if (isUp && !isFrozen) {
                world.tell(() -> this + ": notify " + state + " finds no agent and does the job itself");
                Agent direct = new Agent(world, this, false);
                directs.add(direct);
                direct.start();
                direct.tell(state, Trigger.DIRECT).thenRun(() -> {
                    direct.kill();
                    directs.remove(direct);
                });
            }
        });
    }

    @Override
    public String toString() {
        return Shape.nodeName(index);
    }
}

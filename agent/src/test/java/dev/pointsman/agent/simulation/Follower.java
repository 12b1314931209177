package dev.pointsman.agent.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.fitness.Evidence;
import dev.pointsman.agent.fitness.Evidence.Peer;
import dev.pointsman.agent.fitness.Fitness;
import dev.pointsman.agent.fitness.FitnessRule;

/** What the agent does beside its routes: it follows the branch, and looks whether it is fit, by the real rule. */
final class Follower {

    private static final long LONGEST_POLL = 6 * Timeline.SECOND;
    private static final long MOMENT = 30 * Timeline.SECOND;

    private final World world;
    private final Node node;
    private final Agent agent;
    private final long startedAt;
    private int fetched = -1;
    private long lastLook = Long.MIN_VALUE;
    private long silentSince;
    private boolean isAnswered;
    private boolean isFit;
    private long fitSince;
    private boolean wasAsGoodAsItCouldBe;

    Follower(World world, Node node, Agent agent) {
        this.world = world;
        this.node = node;
        this.agent = agent;
        this.startedAt = world.time.now();
        this.silentSince = startedAt;
    }

    void start() {
        world.time.after(world.draws.between(0, 2 * Timeline.SECOND), this::poll);
        look();
    }

    boolean isFit() {
        return isFit;
    }

    private void poll() {
        if (agent.isDead()) {
            return;
        }
        if (agent.isRunning()) {
            fetch();
        }
        world.time.after(world.draws.between(4 * Timeline.SECOND, LONGEST_POLL), this::poll);
    }

    private void fetch() {
        lastLook = world.time.now();
        isAnswered = !world.git.isUnreachable[node.index()];
        if (!isAnswered) {
            return;
        }
        silentSince = world.time.now();
        fetched = world.git.head();
        if (!world.git.isRefusing[node.index()] && node.serves(fetched)) {
            world.tell(() -> node + ": serves revision " + fetched);
        }
    }

    private void look() {
        if (agent.isDead() || isFit) {
            return;
        }
        if (agent.isRunning()) {
            Fitness judged = world.tampering.isFitAtOnce() ? new Fitness.Fit("planted") : FitnessRule.judge(evidence());
            if (judged instanceof Fitness.Fit) {
                isFit = true;
                fitSince = world.time.now();
                wasAsGoodAsItCouldBe = isAsGoodAsAnother() || world.git.isRefusing[node.index()];
                world.tell(() -> node + ": fit: " + judged.reason());
                agent.becomeFit();
            }
        }
        world.time.after(Timeline.SECOND, this::look);
    }

    private Evidence evidence() {
        boolean answers = fetched >= 0 && isAnswered;
        boolean isHeadKnown = fetched >= 0 && world.time.now() - lastLook <= 2 * LONGEST_POLL;
        return new Evidence(
                since(startedAt),
                node.haproxyServes() ? Optional.of(name(node.revision())) : Optional.empty(),
                isHeadKnown ? Optional.of(name(fetched)) : Optional.empty(),
                isHeadKnown && world.git.isRefusing[node.index()],
                answers ? Optional.empty() : Optional.of(since(silentSince)),
                peers());
    }

    private List<Peer> peers() {
        return world.nodes.stream()
                .filter(peer -> peer != node)
                .map(peer -> peer.hasRunningAgent()
                                && world.network.delivers(node.index(), peer.index())
                                && world.network.delivers(peer.index(), node.index())
                        ? new Peer(
                                peer.toString(),
                                true,
                                peer.isFit(),
                                peer.keepalived().isMaster(),
                                peer.haproxyServes() ? Optional.of(name(peer.revision())) : Optional.empty())
                        : Peer.silent(peer.toString()))
                .toList();
    }

    /**
     * The mark goes. Looked at from outside: a node that has become fit a moment ago, and started within the minute, serves what was the head a
     * moment ago, or what another serves, or served when it was compared: the peers follow the branch meanwhile. What has kept a node
     * behind for longer than that moment is EC2's refusals or a frozen agent; it follows the branch as its peers do, and is not judged again.
     */
    void standsBehindNoLonger() {
        boolean isLongHere = world.time.now() - startedAt >= Timeline.of(FitnessRule.PATIENCE);
        boolean isLongFit = world.time.now() - fitSince >= MOMENT;
        if (!isLongHere
                && !isLongFit
                && !wasAsGoodAsItCouldBe
                && !isAsGoodAsAnother()
                && !world.git.isRefusing[node.index()]
                && !world.git.wasHeadWithin(node.revision(), MOMENT)) {
            throw new Violation(
                    Invariant.A_STARTING_NODE_STAYS_BEHIND,
                    node + " stands before its peers with revision " + node.revision()
                            + ", which nobody else serves; the head is " + world.git.head());
        }
    }

    private boolean isAsGoodAsAnother() {
        return world.nodes.stream().anyMatch(peer -> peer != node && peer.isUp() && peer.revision() == node.revision());
    }

    private Duration since(long moment) {
        return Duration.ofNanos((world.time.now() - moment) * 1_000);
    }

    private static String name(int revision) {
        return "revision-" + revision;
    }
}

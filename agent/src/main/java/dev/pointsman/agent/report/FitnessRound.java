package dev.pointsman.agent.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.pointsman.agent.apply.AppliedPlan;
import dev.pointsman.agent.apply.NodeStatus;
import dev.pointsman.agent.apply.Poller;
import dev.pointsman.agent.apply.StatusBoard;
import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.agent.fitness.Evidence;
import dev.pointsman.agent.fitness.Evidence.Peer;
import dev.pointsman.agent.fitness.Fitness;
import dev.pointsman.agent.fitness.FitnessBoard;
import dev.pointsman.agent.fitness.FitnessRule;
import dev.pointsman.agent.ownership.OwnershipService;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

/** Looks time and again whether this node is fit, from the agent's start until it is; asks the peers what they serve. */
@Singleton
public class FitnessRound {

    private static final Logger LOG = Logger.getLogger(FitnessRound.class);
    private static final String MASTER = "MASTER";

    private final ThisNode thisNode;
    private final StatusBoard status;
    private final PlanKeeper plan;
    private final PeerReports peers;
    private final FitnessBoard board;
    private final OwnershipService ownership;
    private final Poller poller;
    private final Duration lately;
    private final long start = System.nanoTime();
    private long silentSince = start;

    FitnessRound(
            ThisNode thisNode,
            StatusBoard status,
            PlanKeeper plan,
            PeerReports peers,
            FitnessBoard board,
            OwnershipService ownership,
            Poller poller,
            AgentConfiguration configuration) {
        this.thisNode = thisNode;
        this.status = status;
        this.plan = plan;
        this.peers = peers;
        this.board = board;
        this.ownership = ownership;
        this.poller = poller;
        this.lately = configuration.pollInterval().multipliedBy(2);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        if (board.isFit()) {
            return;
        }
        Fitness judged = FitnessRule.judge(evidence());
        if (!judged.equals(board.read())) {
            LOG.infof(
                    "fitness verdict=%s reason=\"%s\"",
                    judged instanceof Fitness.Fit ? "fit" : "waiting", judged.reason());
        }
        if (board.write(judged)) {
            ownership.becomeFit();
        }
    }

    private Evidence evidence() {
        NodeStatus known = status.read();
        Optional<Duration> silence = gitSilence(known);
        // An agent that was frozen knows a head of before, until it has asked again.
        Optional<String> head = poller.sinceLastLook().compareTo(lately) <= 0 ? known.fetched() : Optional.empty();
        return new Evidence(
                since(start),
                Optional.ofNullable(thisNode.report().running()),
                head,
                head.isPresent()
                        && known.refused()
                                .filter(refusal -> head.get().equals(refusal.revision()))
                                .isPresent(),
                silence,
                plan.applied().map(this::peers).orElse(List.of()));
    }

    private Optional<Duration> gitSilence(NodeStatus known) {
        boolean answers = known.fetched().isPresent() && !known.problems().containsKey(Phase.FETCH);
        if (answers) {
            silentSince = System.nanoTime();
            return Optional.empty();
        }
        return Optional.of(since(silentSince));
    }

    private List<Peer> peers(AppliedPlan applied) {
        Fleet fleet = applied.plan().fleet();
        if (!peers.canBeAsked()) {
            return List.of();
        }
        List<Node> others = fleet.nodes().stream()
                .filter(node -> !node.name().equals(applied.node()))
                .toList();
        Map<String, NodeReport> answers = peers.ask(others, fleet.reportPort());
        return others.stream().map(node -> peer(answers.get(node.name()))).toList();
    }

    private static Peer peer(NodeReport answer) {
        return answer.reachable()
                ? new Peer(
                        answer.name(),
                        true,
                        answer.isFit(),
                        MASTER.equals(answer.vrrp()),
                        Optional.ofNullable(answer.running()))
                : Peer.silent(answer.name());
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }
}

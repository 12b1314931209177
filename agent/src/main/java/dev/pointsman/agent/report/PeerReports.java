package dev.pointsman.agent.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import dev.pointsman.agent.apply.AppliedPlan;
import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.pipeline.plan.Node;
import io.quarkus.scheduler.Scheduled;

/**
 * What the other nodes say about themselves, asked every few seconds.
 *
 * <p>For the report only: no decision rests on it. Peers listen on the same port as this node, on the address that the Fleet gives them.
 */
@Singleton
public class PeerReports {

    private final PlanKeeper plan;
    private final AgentConfiguration configuration;
    private final NodeClient client;
    private final Map<String, NodeReport> answers = new ConcurrentHashMap<>();

    PeerReports(PlanKeeper plan, AgentConfiguration configuration, NodeClient client) {
        this.plan = plan;
        this.configuration = configuration;
        this.client = client;
    }

    /** Asks all peers at once, so that one that is gone delays no other. */
    @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void ask() {
        if (configuration.listen().isLoopback()) {
            // Then the peers' agents, configured alike, cannot be reached either.
            return;
        }
        List<Thread> questions = peers().stream()
                .map(peer ->
                        Thread.ofVirtual().name("ask-" + peer.name()).start(() -> answers.put(peer.name(), ask(peer))))
                .toList();
        for (Thread question : questions) {
            try {
                question.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The last answer of a peer. */
    NodeReport of(Node peer) {
        return answers.getOrDefault(peer.name(), NodeReport.notAsked(peer));
    }

    private List<Node> peers() {
        Optional<AppliedPlan> applied = plan.applied();
        return applied.map(known -> known.plan().fleet().nodes().stream()
                        .filter(node -> !node.name().equals(known.node()))
                        .toList())
                .orElse(List.of());
    }

    private NodeReport ask(Node peer) {
        try {
            NodeReport answer =
                    client.ask(peer.address(), configuration.listen().port());
            return answer.name().equals(peer.name())
                    ? answer
                    : NodeReport.unreachable(
                            peer, "\"" + peer.address() + "\" answers as node \"" + answer.name() + "\"");
        } catch (IOException e) {
            return NodeReport.unreachable(peer, "its agent does not answer: " + e.getMessage());
        }
    }
}

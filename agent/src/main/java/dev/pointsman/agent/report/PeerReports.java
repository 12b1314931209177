package dev.pointsman.agent.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.pipeline.plan.fleet.Node;

/**
 * What the other nodes say about themselves at the moment when somebody wants to know.
 *
 * <p>For the report, and for a node that starts ({@link dev.pointsman.agent.fitness}): no decision about routes rests on it. An answer that is
 * a few seconds old would show a dead node as MASTER, just when a person looks; so nothing is remembered. Peers listen on the address and
 * the report port that the Fleet gives them.
 */
@Singleton
public class PeerReports {

    private final AgentConfiguration configuration;
    private final NodeClient client;

    PeerReports(AgentConfiguration configuration, NodeClient client) {
        this.configuration = configuration;
        this.client = client;
    }

    /** Whether the agents of this fleet listen where others reach them; configured alike, the peers' do not when this one does not. */
    boolean canBeAsked() {
        return !configuration.listen().isLoopback();
    }

    /** Asks all of them at once, so that one that is gone delays no other; takes about a second when one is. By name. */
    Map<String, NodeReport> ask(List<Node> peers, int port) {
        Map<String, NodeReport> answers = new ConcurrentHashMap<>();
        List<Thread> questions = peers.stream()
                .map(peer -> Thread.ofVirtual()
                        .name("ask-" + peer.name())
                        .start(() -> answers.put(peer.name(), ask(peer, port))))
                .toList();
        for (Thread question : questions) {
            try {
                question.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        Map<String, NodeReport> complete = new TreeMap<>(answers);
        peers.forEach(peer -> complete.putIfAbsent(peer.name(), NodeReport.notAsked(peer)));
        return complete;
    }

    private NodeReport ask(Node peer, int port) {
        if (!canBeAsked()) {
            return NodeReport.notAsked(peer);
        }
        try {
            NodeReport answer = client.ask(peer.address(), port);
            return answer.name().equals(peer.name())
                    ? answer
                    : NodeReport.unreachable(
                            peer, "\"" + peer.address() + "\" answers as node \"" + answer.name() + "\"");
        } catch (IOException e) {
            String place = peer.address() + ":" + port;
            return NodeReport.unreachable(peer, "its agent does not answer at \"" + place + "\": " + e.getMessage());
        }
    }
}

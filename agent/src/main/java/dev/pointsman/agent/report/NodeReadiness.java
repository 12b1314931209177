package dev.pointsman.agent.report;

import jakarta.inject.Singleton;

import dev.pointsman.agent.apply.StatusBoard;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the node has a generation, and HAProxy serves it. A refused newer revision does not make it less ready. */
@Readiness
@Singleton
public class NodeReadiness implements HealthCheck {

    private final ThisNode thisNode;
    private final StatusBoard board;

    NodeReadiness(ThisNode thisNode, StatusBoard board) {
        this.thisNode = thisNode;
        this.board = board;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("serves its generation")
                .status(thisNode.servesItsGeneration())
                .withData("revision", board.read().applied().orElse("none"))
                .build();
    }
}

package dev.pointsman.agent.report;

import java.time.Duration;

import jakarta.inject.Singleton;

import dev.pointsman.agent.apply.Poller;
import dev.pointsman.agent.configuration.AgentConfiguration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive: the loop that looks for revisions still turns; one look may take as long as a fetch and a reload at their worst. */
@Liveness
@Singleton
public class LoopLiveness implements HealthCheck {

    private static final Duration LONGEST_LOOK = Duration.ofMinutes(5);

    private final Poller poller;
    private final Duration bound;

    LoopLiveness(Poller poller, AgentConfiguration configuration) {
        this.poller = poller;
        this.bound = configuration.pollInterval().multipliedBy(3).plus(LONGEST_LOOK);
    }

    @Override
    public HealthCheckResponse call() {
        Duration silence = poller.sinceLastLook();
        return HealthCheckResponse.named("looks for revisions")
                .status(silence.compareTo(bound) < 0)
                .withData("secondsSinceLastLook", silence.toSeconds())
                .build();
    }
}

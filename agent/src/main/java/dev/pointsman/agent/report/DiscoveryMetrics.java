package dev.pointsman.agent.report;

import jakarta.inject.Singleton;

import dev.pointsman.agent.discovery.DiscoveryJournal;
import dev.pointsman.agent.ec2.Ec2Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Counts the questions to EC2 about instances; the names are part of what operators rely on. */
@Singleton
public class DiscoveryMetrics implements DiscoveryJournal {

    private static final String CALLS = "pointsman.discovery.calls";

    private final MeterRegistry registry;

    DiscoveryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void answered(int calls) {
        count("answered").increment(calls);
    }

    @Override
    public void refused(Ec2Failure failure) {
        count(
                        switch (failure) {
                            case Ec2Failure.Throttled throttled -> "throttled";
                            case Ec2Failure.Unavailable unavailable -> "unavailable";
                            case Ec2Failure.Denied denied -> "denied";
                            default -> "rejected";
                        })
                .increment();
    }

    private Counter count(String outcome) {
        return Counter.builder(CALLS)
                .description("Calls of DescribeInstances that ask for the endpoints of Services, by what came of them")
                .tags(Tags.of("outcome", outcome))
                .register(registry);
    }
}

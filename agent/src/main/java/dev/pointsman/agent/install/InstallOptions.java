package dev.pointsman.agent.install;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.agent.configuration.ListenAddress;
import dev.pointsman.agent.configuration.SignaturePolicy;
import dev.pointsman.agent.generation.Retention;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * What the command line said; what it left out is taken from the agent.yaml that is there, else from the defaults.
 *
 * @param interfaceName the network interface that speaks VRRP; empty: the one that has the node's address
 */
public record InstallOptions(
        WantedSource source,
        Optional<SignaturePolicy> signatures,
        Optional<String> node,
        Optional<ResourceName> fleet,
        Optional<ListenAddress> listen,
        Optional<Path> webhookSecretFile,
        Optional<Duration> pollInterval,
        Optional<String> interfaceName) {

    /**
     * The configuration that is wanted.
     *
     * @param present the agent.yaml that is there
     * @throws IllegalArgumentException when nobody has said where the definitions are
     */
    AgentConfiguration over(Optional<AgentConfiguration> present) {
        return new AgentConfiguration(
                source.over(present.map(AgentConfiguration::source)),
                signatures.or(() -> present.flatMap(AgentConfiguration::signatures)),
                node.or(() -> present.map(AgentConfiguration::node)).orElse(""),
                fleet.or(() -> present.flatMap(AgentConfiguration::fleet)),
                listen.or(() -> present.map(AgentConfiguration::listen))
                        .orElseGet(() -> ListenAddress.parse(AgentConfiguration.DEFAULT_LISTEN)),
                webhookSecretFile.or(() -> present.flatMap(AgentConfiguration::webhookSecretFile)),
                pollInterval
                        .or(() -> present.map(AgentConfiguration::pollInterval))
                        .orElse(AgentConfiguration.DEFAULT_POLL_INTERVAL),
                present.map(AgentConfiguration::generations).orElse(Retention.DEFAULT),
                present.map(AgentConfiguration::haproxy).orElseGet(() -> program(AgentConfiguration.DEFAULT_HAPROXY)),
                present.map(AgentConfiguration::keepalived)
                        .orElseGet(() -> program(AgentConfiguration.DEFAULT_KEEPALIVED)));
    }

    /** Where Debian and Red Hat put it, or where the PATH has it. */
    private static Path program(Path usual) {
        return Programs.find(usual).orElse(usual);
    }
}

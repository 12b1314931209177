package dev.pointsman.agent.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.pointsman.agent.generation.Retention;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * What {@code agent.yaml} says: where the definitions come from and who may change them, which node this is, and where its programs are.
 *
 * @param source where the definitions come from
 * @param signatures whose commits are applied; empty: everybody's who can push to the branch
 * @param node this node's name in the Fleet; empty: found by its interface id from the instance metadata service
 * @param fleet the Fleet this node belongs to; empty when the definitions hold exactly one
 * @param listen where the HTTP endpoint listens
 * @param webhookSecretFile absolute path of the file whose first line is the secret of {@code POST /webhook}; empty: there is no webhook
 * @param pollInterval time between two looks at the repository, 1 s to 1 h
 * @param generations how many generations stay on disk, and for how long
 * @param haproxy absolute path of the HAProxy program
 * @param keepalived absolute path of the keepalived program
 */
public record AgentConfiguration(
        DefinitionsSource source,
        Optional<SignaturePolicy> signatures,
        String node,
        Optional<ResourceName> fleet,
        ListenAddress listen,
        Optional<Path> webhookSecretFile,
        Duration pollInterval,
        Retention generations,
        Path haproxy,
        Path keepalived) {

    public static final String DEFAULT_LISTEN = "127.0.0.1:9180";
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(5);
    public static final Path DEFAULT_HAPROXY = Path.of("/usr/sbin/haproxy");
    public static final Path DEFAULT_KEEPALIVED = Path.of("/usr/sbin/keepalived");

    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_POLL = Duration.ofHours(1);

    public AgentConfiguration {
        if (!node.isEmpty() && !ResourceName.isNamespace(node)) {
            throw new IllegalArgumentException("node \"" + node + "\" is not a DNS-1123 label");
        }
        requirePollInterval(pollInterval);
        if (!haproxy.isAbsolute() || !keepalived.isAbsolute()) {
            throw new IllegalArgumentException(
                    "program \"" + (haproxy.isAbsolute() ? keepalived : haproxy) + "\" is not an absolute path");
        }
        if (!webhookSecretFile.map(Path::isAbsolute).orElse(true)) {
            throw new IllegalArgumentException(
                    "secret file \"" + webhookSecretFile.orElseThrow() + "\" is not an absolute path");
        }
    }

    /** The same for a node of that name. */
    public AgentConfiguration withNode(String name) {
        return new AgentConfiguration(
                source,
                signatures,
                name,
                fleet,
                listen,
                webhookSecretFile,
                pollInterval,
                generations,
                haproxy,
                keepalived);
    }

    /** Refuses what would ask the server too often, or hardly ever. */
    static void requirePollInterval(Duration pollInterval) {
        if (pollInterval.compareTo(SHORTEST_POLL) < 0 || pollInterval.compareTo(LONGEST_POLL) > 0) {
            throw new IllegalArgumentException(
                    "poll interval " + pollInterval.toMillis() + " ms is not between 1 s and 1 h");
        }
    }
}

package dev.pointsman.agent.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * What {@code agent.yaml} says: where the definitions come from, which node this is, and where its programs are.
 *
 * @param repository where the definitions are: an http or https URL, a file URL or an absolute path
 * @param branch the branch that is followed, for instance {@code main}
 * @param path the definitions' folder within the repository, with forward slashes; {@code .} is the whole repository
 * @param node this node's name in the Fleet; empty: found by its interface id from the instance metadata service
 * @param fleet the Fleet this node belongs to; empty when the definitions hold exactly one
 * @param listen where the HTTP endpoint listens
 * @param pollInterval time between two looks at the repository, 1 s to 1 h
 * @param haproxy absolute path of the HAProxy program
 * @param keepalived absolute path of the keepalived program
 * @param credentials how to prove itself to the Git server; empty: not at all
 */
public record AgentConfiguration(
        RepositoryUrl repository,
        String branch,
        String path,
        String node,
        Optional<ResourceName> fleet,
        ListenAddress listen,
        Duration pollInterval,
        Path haproxy,
        Path keepalived,
        Optional<Credentials> credentials) {

    public static final String DEFAULT_BRANCH = "main";
    public static final String DEFAULT_PATH = ".";
    public static final String DEFAULT_LISTEN = "127.0.0.1:9180";
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(5);
    public static final Path DEFAULT_HAPROXY = Path.of("/usr/sbin/haproxy");
    public static final Path DEFAULT_KEEPALIVED = Path.of("/usr/sbin/keepalived");

    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_POLL = Duration.ofHours(1);

    public AgentConfiguration {
        requireBranch(branch);
        requirePath(path);
        if (!node.isEmpty() && !ResourceName.isNamespace(node)) {
            throw new IllegalArgumentException("node \"" + node + "\" is not a DNS-1123 label");
        }
        requirePollInterval(pollInterval);
        if (!haproxy.isAbsolute() || !keepalived.isAbsolute()) {
            throw new IllegalArgumentException(
                    "program \"" + (haproxy.isAbsolute() ? keepalived : haproxy) + "\" is not an absolute path");
        }
    }

    /** The same for a node of that name. */
    public AgentConfiguration withNode(String name) {
        return new AgentConfiguration(
                repository, branch, path, name, fleet, listen, pollInterval, haproxy, keepalived, credentials);
    }

    /** Refuses what would ask the server too often, or hardly ever. */
    static void requirePollInterval(Duration pollInterval) {
        if (pollInterval.compareTo(SHORTEST_POLL) < 0 || pollInterval.compareTo(LONGEST_POLL) > 0) {
            throw new IllegalArgumentException(
                    "poll interval " + pollInterval.toMillis() + " ms is not between 1 s and 1 h");
        }
    }

    /** Refuses what no branch can be called (git-check-ref-format). */
    static void requireBranch(String branch) {
        if (!branch.matches("[A-Za-z0-9_][-A-Za-z0-9._/+]*")
                || branch.contains("..")
                || branch.contains("//")
                || branch.endsWith("/")
                || branch.endsWith(".lock")
                || branch.endsWith(".")
                || branch.contains("/.")) {
            throw new IllegalArgumentException(
                    "\"" + branch + "\" is not a branch name (git-check-ref-format), for instance \"main\"");
        }
    }

    /** Refuses a folder outside the repository. */
    static void requirePath(String path) {
        if (path.equals(".")) {
            return;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("\"" + path
                        + "\" is not a folder within the repository, for instance \".\" or \"edge/definitions\"");
            }
        }
    }
}

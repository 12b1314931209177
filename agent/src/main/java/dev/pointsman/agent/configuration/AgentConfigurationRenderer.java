package dev.pointsman.agent.configuration;

import java.time.Duration;

import dev.pointsman.agent.generation.Retention;

/** Writes {@code agent.yaml}, so that reading it back gives the same. */
public final class AgentConfigurationRenderer {

    private AgentConfigurationRenderer() {}

    public static String render(AgentConfiguration configuration) {
        StringBuilder text = new StringBuilder()
                .append(
                        "# Written by \"pointsman install\". The only configuration outside Git; changes take effect when the agent starts.\n");
        source(text, configuration.source());
        configuration.signatures().ifPresent(signatures -> {
            text.append("signatures:\n");
            line(text, "  allowedSigners", signatures.allowedSigners().toString());
            signatures.revokedKeys().ifPresent(file -> line(text, "  revokedKeys", file.toString()));
            text.append("  allowRollback: ").append(signatures.allowRollback()).append("\n");
        });
        if (!configuration.node().isEmpty()) {
            line(text, "node", configuration.node());
        }
        configuration.fleet().ifPresent(fleet -> line(text, "fleet", fleet.toString()));
        line(text, "listen", configuration.listen().toString());
        configuration.webhookSecretFile().ifPresent(file -> {
            text.append("webhook:\n");
            line(text, "  secretFile", file.toString());
        });
        line(text, "pollInterval", duration(configuration.pollInterval()));
        if (!configuration.generations().equals(Retention.DEFAULT)) {
            text.append("generations:\n")
                    .append("  keep: ")
                    .append(configuration.generations().keep())
                    .append("\n");
            line(text, "  maxAge", configuration.generations().maxAge().toHours() + "h");
        }
        line(text, "haproxy", configuration.haproxy().toString());
        line(text, "keepalived", configuration.keepalived().toString());
        return text.toString();
    }

    private static void source(StringBuilder text, DefinitionsSource source) {
        line(text, "repository", source.repository().text());
        line(text, "branch", source.branch());
        line(text, "path", source.path());
        source.credentials().ifPresent(credentials -> {
            text.append("credentials:\n");
            line(text, "  username", credentials.username());
            line(text, "  passwordFile", credentials.passwordFile().toString());
        });
        source.ssh().ifPresent(ssh -> {
            text.append("ssh:\n");
            line(text, "  privateKeyFile", ssh.privateKeyFile().toString());
            line(text, "  knownHostsFile", ssh.knownHostsFile().toString());
        });
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key)
                .append(": \"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"\n");
    }

    private static String duration(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}

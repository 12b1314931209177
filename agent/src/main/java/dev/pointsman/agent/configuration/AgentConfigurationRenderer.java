package dev.pointsman.agent.configuration;

import java.time.Duration;

/** Writes {@code agent.yaml}, so that reading it back gives the same. */
public final class AgentConfigurationRenderer {

    private AgentConfigurationRenderer() {}

    public static String render(AgentConfiguration configuration) {
        StringBuilder text = new StringBuilder()
                .append(
                        "# Written by \"pointsman install\". The only configuration outside Git; changes take effect when the agent starts.\n");
        line(text, "repository", configuration.repository().text());
        line(text, "branch", configuration.branch());
        line(text, "path", configuration.path());
        if (!configuration.node().isEmpty()) {
            line(text, "node", configuration.node());
        }
        configuration.fleet().ifPresent(fleet -> line(text, "fleet", fleet.toString()));
        line(text, "listen", configuration.listen().toString());
        line(text, "pollInterval", duration(configuration.pollInterval()));
        line(text, "haproxy", configuration.haproxy().toString());
        line(text, "keepalived", configuration.keepalived().toString());
        configuration.credentials().ifPresent(credentials -> {
            text.append("credentials:\n");
            line(text, "  username", credentials.username());
            line(text, "  passwordFile", credentials.passwordFile().toString());
        });
        return text.toString();
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

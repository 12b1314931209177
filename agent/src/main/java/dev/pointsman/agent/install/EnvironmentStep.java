package dev.pointsman.agent.install;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.agent.EnvironmentFile;
import dev.pointsman.pipeline.node.NodeLayout;

/**
 * Keeps the AWS settings of this shell for the agent, and for the hook, which keepalived starts without them.
 *
 * <p>It comes before finding out who this node is, because that already needs the settings. What an earlier run kept and this shell does
 * not have stays.
 */
final class EnvironmentStep {

    private EnvironmentStep() {}

    /** @param environment this process's own */
    static void take(NodeLayout layout, Map<String, String> environment, InstallReport report) throws IOException {
        SortedMap<String, String> settings = new TreeMap<>(EnvironmentFile.read(layout.environment()));
        environment.forEach((name, value) -> {
            if (EnvironmentFile.knows(name)) {
                settings.put(name, value);
            }
        });
        StringBuilder text = new StringBuilder(
                "# Written by \"pointsman install\": what the AWS SDK finds beneath the environment of run and notify.\n");
        settings.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        // Only root: credentials may be among the settings.
        NodeFile.text(layout.environment(), text.toString(), "rw-------").settle(report);
        EnvironmentFile.apply(layout.environment());
    }
}

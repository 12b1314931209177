package dev.pointsman.agent.install;

import java.io.IOException;

import dev.pointsman.agent.configuration.AgentConfigurationRenderer;

/** Writes agent.yaml. */
final class ConfigurationStep implements InstallStep {

    @Override
    public String purpose() {
        return "write the agent's configuration";
    }

    @Override
    public void take(Installation installation, InstallReport report) throws IOException {
        NodeFile.text(
                        installation.layout().agentConfiguration(),
                        AgentConfigurationRenderer.render(installation.configuration()),
                        "rw-r--r--")
                .settle(report);
    }
}

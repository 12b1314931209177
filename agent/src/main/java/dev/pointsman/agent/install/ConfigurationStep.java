package dev.pointsman.agent.install;

import java.io.IOException;

import dev.pointsman.agent.configuration.AgentConfigurationRenderer;
import dev.pointsman.agent.configuration.ListenAddress;

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
        ListenAddress listen = installation.configuration().listen();
        int reportPort = installation.plan().fleet().reportPort();
        if (!listen.isLoopback() && listen.port() != reportPort) {
            report.problem("the agent listens at \"" + listen + "\", but the agents of fleet "
                    + installation.plan().fleet().name() + " ask each other at port " + reportPort
                    + "; run this again with \"--listen " + listen.host() + ":" + reportPort
                    + "\", or change report.port of the Fleet");
        }
    }
}

package dev.pointsman.agent.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.configuration.AgentConfigurationFile;
import dev.pointsman.agent.report.OwnershipReport;
import dev.pointsman.pipeline.node.NodeLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pointsman status}: who owns which route table, and which revision runs on which node. */
@Command(
        name = "status",
        description = "Show who owns which route table and which revision runs on which node, as an agent tells it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything is as it should be", "1:something is not", "2:the agent could not be asked"},
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    /** How the report is printed. */
    public enum Output {
        table,
        json
    }

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description =
                    "The directory that holds the node's files; its agent.yaml says where to ask (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Option(names = "--url", paramLabel = "URL", description = "The agent to ask instead, like http://10.20.1.10:9180.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "A table for people, or the agent's answer as it is (default: ${DEFAULT-VALUE}).")
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        URI agent = agent();
        String answer = AgentClient.ask(agent);
        OwnershipReport report = AgentClient.read(agent, answer);
        List<String> faults = StatusFaults.of(report);
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case table -> out.print(StatusTable.render(report, faults));
            case json -> out.println(answer);
        }
        out.flush();
        return faults.isEmpty() ? ExitCode.FINE : ExitCode.NOT_AS_WANTED;
    }

    private URI agent() throws IOException {
        if (url.isPresent()) {
            if (!url.get().matches("https?://[^/]+/?")) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--url: \"" + url.get()
                                + "\" is not where an agent listens, for instance http://10.20.1.10:9180");
            }
            return URI.create(url.get());
        }
        return URI.create("http://"
                + AgentConfigurationFile.read(new NodeLayout(root).agentConfiguration())
                        .listen()
                        .reachableHere());
    }
}

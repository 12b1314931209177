package dev.pointsman.agent.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.pointsman.agent.EnvironmentFile;
import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.drain.Drain;
import dev.pointsman.agent.ec2.AwsRouteTables;
import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.pipeline.node.NodeLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pointsman drain}: takes this node out of service, without a failure. */
@Command(
        name = "drain",
        description = {
            "Take this node out of service: clients are told to close their connections, then its routes move to a peer.",
            "It stays out, also after a restart, until \"pointsman undrain\". Needs root."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no route points here any more",
            "1:no peer took over, the node is in service as before",
            "2:could not run"
        },
        mixinStandardHelpOptions = true)
public final class DrainCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Parameters(
            arity = "0..1",
            paramLabel = "NODE",
            description = "This node's name, to be sure that it is this one; another node is drained there.")
    private Optional<String> node = Optional.empty();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description = "The directory that holds the node's files (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "How long clients are given to close their connections before the routes move: 0 to 3600 (default: ${DEFAULT-VALUE}).")
    private int grace;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (grace < 0 || grace > 3600) {
            throw new ParameterException(spec.commandLine(), "--grace: \"" + grace + "\" is not 0 to 3600 seconds");
        }
        NodeLayout layout = new NodeLayout(root);
        EnvironmentFile.apply(layout.environment());
        Assignment assignment = ThisNodesAssignment.read(layout, node);
        PrintWriter out = spec.commandLine().getOut();
        try {
            var ec2 = new AwsRouteTables(
                    Ec2Access.shortLivedClient(assignment.fleet().region()));
            boolean isDrained = new Drain(layout, assignment, ec2, out).run(Duration.ofSeconds(grace), PATIENCE);
            return isDrained ? ExitCode.FINE : ExitCode.NOT_AS_WANTED;
        } catch (Ec2Exception refused) {
            throw new IOException(
                    "failed to read the route tables, and nothing was changed: " + refused.getMessage(), refused);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped half-way; \"pointsman undrain\" puts the node back into service", stop);
        }
    }
}

package dev.pointsman.agent.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.drain.DrainMark;
import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.pipeline.node.NodeLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pointsman undrain}: puts this node back into service. */
@Command(
        name = "undrain",
        description = "Put this node back into service: it takes part in VRRP again. Needs root.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the node takes part again", "1:HAProxy goes on closing connections", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class UndrainCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NODE", description = "This node's name, to be sure that it is this one.")
    private Optional<String> node = Optional.empty();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description = "The directory that holds the node's files (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NodeLayout layout = new NodeLayout(root);
        Assignment assignment = ThisNodesAssignment.read(layout, node);
        DrainMark mark = new DrainMark(layout);
        boolean wasDrained = mark.isSet();
        PrintWriter out = spec.commandLine().getOut();
        int code = ExitCode.FINE;
        // HAProxy first: whoever comes here once the routes are back may keep the connection.
        try {
            new WorkerSocket(layout).setDraining(false);
        } catch (IOException silent) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "HAProxy may go on telling its clients to close their connections: " + silent.getMessage());
            code = ExitCode.NOT_AS_WANTED;
        }
        mark.clear();
        out.println(
                wasDrained
                        ? assignment.node() + " takes part again; routes that prefer it come back "
                                + assignment.fleet().vrrp().preemptDelay().toSeconds()
                                + " s after keepalived has heard its peers"
                        : assignment.node() + " was not drained");
        return code;
    }
}

package dev.pointsman.agent.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.pointsman.agent.EnvironmentFile;
import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.doctor.Ailment;
import dev.pointsman.agent.doctor.Doctor;
import dev.pointsman.agent.doctor.Examination;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.assignment.AssignmentFile;
import dev.pointsman.pipeline.node.NodeLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pointsman doctor}: finds what would keep this node from taking over. */
@Command(
        name = "doctor",
        description = {
            "Find what would keep this node from taking over, before it has to: hooks that keepalived has dropped, addresses that are",
            "missing, programs that run with other files, checks that drop packets. Changes nothing. As root it sees more."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing was found", "1:something is not as it should be", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

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
        EnvironmentFile.apply(layout.environment());
        Assignment assignment = AssignmentFile.read(layout.assignment());
        PrintWriter out = spec.commandLine().getOut();
        int found = 0;
        for (Examination examination : Doctor.complete(layout, assignment)) {
            List<Ailment> ailments = examination.examine();
            found += ailments.size();
            out.println((ailments.isEmpty() ? "ok       " : "PROBLEM  ") + examination.subject());
            ailments.forEach(ailment -> out.println("         " + ailment.text()));
        }
        out.println(
                found == 0
                        ? "=> nothing keeps " + assignment.node() + " from taking over."
                        : "=> " + found + (found == 1 ? " problem" : " problems") + " on " + assignment.node() + ".");
        out.flush();
        return found == 0 ? ExitCode.FINE : ExitCode.NOT_AS_WANTED;
    }
}

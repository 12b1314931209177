package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource;
import dev.pointsman.pipeline.vpc.document.VpcDocumentWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pointsman snapshot}: writes down the VPCs of the Fleets, so that definitions can be checked against them without credentials. */
@Command(
        name = "snapshot",
        description =
                "Write the VPCs of the definitions' Fleets, as EC2 describes them now, into a file for \"check --vpc\". Reads only.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:a VPC is not there, so nothing was written", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class SnapshotCommand implements Callable<Integer> {

    @Mixin
    private DefinitionsArgument argument;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where to write; \"-\" is standard output.")
    private String output;

    @Spec
    private CommandSpec command;

    private final VpcSource ec2;

    public SnapshotCommand() {
        this(new NoVpcSource());
    }

    /** @param ec2 the way to EC2 */
    public SnapshotCommand(VpcSource ec2) {
        this.ec2 = ec2;
    }

    @Override
    public Integer call() {
        DefinitionSet definitions;
        try {
            definitions = argument.read();
        } catch (IOException problem) {
            return end(ExitCode.COULD_NOT_RUN, problem.getMessage());
        }
        List<VpcSource.Address> wanted = DefinitionCompiler.vpcs(definitions);
        if (wanted.isEmpty()) {
            return end(
                    ExitCode.COULD_NOT_RUN,
                    "failed to find a VPC: no Fleet in \"" + argument.folder()
                            + "\" can be read; \"pointsman check\" says why");
        }
        try {
            VpcFacts facts = ec2.read(wanted);
            for (VpcSource.Address address : wanted) {
                if (facts.vpc(address.vpcId()).isEmpty()) {
                    return end(
                            ExitCode.FINDINGS,
                            "there is no VPC \"" + address.vpcId() + "\" in region " + address.region()
                                    + " of this account; nothing was written");
                }
            }
            return write(VpcDocumentWriter.write(facts));
        } catch (IOException failure) {
            return end(ExitCode.COULD_NOT_RUN, failure.getMessage());
        }
    }

    private int write(String text) throws IOException {
        if (output.equals("-")) {
            PrintWriter out = command.commandLine().getOut();
            out.print(text);
            out.flush();
            return ExitCode.FINE.number();
        }
        try {
            Files.writeString(Path.of(output), text);
        } catch (IOException unwritable) {
            throw new IOException("failed to write \"" + output + "\": " + unwritable, unwritable);
        }
        return ExitCode.FINE.number();
    }

    private int end(ExitCode code, String message) {
        command.commandLine().getErr().println(message);
        return code.number();
    }
}

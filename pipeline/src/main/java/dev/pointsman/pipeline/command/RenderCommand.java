package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.pointsman.pipeline.bundle.Bundle;
import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.report.FindingsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pointsman render}: writes the files that a node would get, so that they can be read and compared before anybody runs them. */
@Command(
        name = "render",
        description =
                "Write the files that a node would get from definitions: haproxy.cfg with its maps, and keepalived.conf.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:the definitions have errors, nothing was written", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class RenderCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder that holds the definitions (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--node", paramLabel = "NODE", required = true, description = "The name of a node of the fleet.")
    private String node;

    @Option(
            names = "--fleet",
            paramLabel = "NAMESPACE/NAME",
            defaultValue = "",
            description = "The fleet; needed when the definitions hold several.")
    private String fleet;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Where to write; made when it is not there.")
    private Path output;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description = "The directory that holds the node's files, named in the files (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Option(
            names = "--interface-name",
            paramLabel = "NAME",
            defaultValue = "eth0",
            description = "The node's network interface, for VRRP (default: ${DEFAULT-VALUE}).")
    private String interfaceName;

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            defaultValue = "none",
            description = "The commit to name in the files (default: ${DEFAULT-VALUE}).")
    private String revision;

    @Mixin
    private AdmissionOption admission;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try {
            return switch (DefinitionCompiler.compile(DefinitionFolder.read(folder), options())) {
                case Compilation.Refused refused -> {
                    error(FindingsText.render(refused.findings()));
                    yield ExitCode.FINDINGS.number();
                }
                case Compilation.Accepted accepted -> {
                    if (!accepted.findings().isEmpty()) {
                        error(FindingsText.render(accepted.findings()));
                    }
                    yield write(accepted.plan());
                }
            };
        } catch (IOException unreadable) {
            return couldNotRun(UnreadableDefinitions.message(folder, unreadable));
        }
    }

    private CompileOptions options() {
        return CompileOptions.defaults().withFleet(fleet).withAdmission(admission.admission());
    }

    private int write(Plan plan) {
        Bundle bundle;
        try {
            bundle = BundleRenderer.render(plan, revision, node, new NodeLayout(root), interfaceName);
        } catch (IllegalArgumentException wrongWord) {
            return couldNotRun("failed to render: " + wrongWord.getMessage());
        }
        PrintWriter out = command.commandLine().getOut();
        try {
            Files.createDirectories(output);
            for (Map.Entry<String, String> file : bundle.files().entrySet()) {
                Path written = Files.writeString(output.resolve(file.getKey()), file.getValue());
                out.println(written);
            }
        } catch (IOException unwritable) {
            return couldNotRun("failed to write to \"" + output + "\": " + unwritable);
        }
        out.println("digest " + bundle.digest());
        out.flush();
        return ExitCode.FINE.number();
    }

    private int couldNotRun(String reason) {
        error(reason + System.lineSeparator());
        return ExitCode.COULD_NOT_RUN.number();
    }

    private void error(String text) {
        PrintWriter err = command.commandLine().getErr();
        err.print(text);
        err.flush();
    }
}

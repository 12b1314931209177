package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.pointsman.pipeline.bundle.Bundle;
import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.report.FindingsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(names = "--node", paramLabel = "NODE", required = true, description = "The name of a node of the fleet.")
    private String node;

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
    private FleetDefinitions definitions;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        return definitions.compile(command, accepted -> {
            if (!accepted.findings().isEmpty()) {
                FleetDefinitions.print(command.commandLine().getErr(), FindingsText.render(accepted.findings()));
            }
            return write(accepted.plan());
        });
    }

    private int write(Plan plan) throws IOException {
        Bundle bundle;
        try {
            bundle = BundleRenderer.render(plan, revision, node, new NodeLayout(root), interfaceName);
        } catch (IllegalArgumentException wrongWord) {
            throw new IOException("failed to render: " + wrongWord.getMessage(), wrongWord);
        }
        PrintWriter out = command.commandLine().getOut();
        try {
            Files.createDirectories(output);
            for (Map.Entry<String, String> file : bundle.files().entrySet()) {
                Path written = Files.writeString(output.resolve(file.getKey()), file.getValue());
                out.println(written);
            }
        } catch (IOException unwritable) {
            throw new IOException("failed to write to \"" + output + "\": " + unwritable, unwritable);
        }
        out.println("digest " + bundle.digest());
        out.flush();
        return ExitCode.FINE.number();
    }
}

package dev.pointsman.agent.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.configuration.ListenAddress;
import dev.pointsman.agent.configuration.SettingRules;
import dev.pointsman.agent.install.InstallFailure;
import dev.pointsman.agent.install.InstallOptions;
import dev.pointsman.agent.install.InstallReport;
import dev.pointsman.agent.install.Installer;
import dev.pointsman.pipeline.node.NodeLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pointsman install}: makes this machine a node. */
@Command(
        name = "install",
        description = {
            "Make this machine a node: find out who it is, write what it needs, check what it finds.",
            "Needs root. Run again, it changes nothing; options that are left out keep what agent.yaml says. Prints what to start afterwards."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:this is a node", "1:something is not as it should be, see the problems", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class InstallCommand implements Callable<Integer> {

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description = "The directory that holds the node's files (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Mixin
    private SourceOptions source;

    @Option(
            names = "--node",
            paramLabel = "NAME",
            description =
                    "This node's name in the Fleet (default: by the network interface that the metadata service tells).")
    private Optional<String> node = Optional.empty();

    @Option(
            names = "--fleet",
            paramLabel = "NAMESPACE/NAME",
            description = "The Fleet (default: the only one in the definitions).")
    private Optional<String> fleet = Optional.empty();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "Where the agent listens (default: 127.0.0.1:9180). Agents ask each other when it is an address that peers reach; the port is then report.port of the Fleet.")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = "--poll-interval",
            paramLabel = "DURATION",
            description = "How often to look for a new revision: 1s to 1h (default: 5s).")
    private Optional<String> pollInterval = Optional.empty();

    @Option(
            names = "--interface-name",
            paramLabel = "IF",
            description = "The network interface that speaks VRRP (default: the one with the node's address).")
    private Optional<String> interfaceName = Optional.empty();

    @Option(
            names = "--webhook-secret-file",
            paramLabel = "FILE",
            description = "The file that holds the secret of POST /webhook in its first line (default: no webhook).")
    private Optional<Path> webhookSecretFile = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NodeLayout layout = layout();
        InstallReport report = new InstallReport(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        try {
            new Installer(layout, report).install(options(), System.getenv());
        } catch (InstallFailure | IllegalArgumentException e) {
            spec.commandLine().getErr().println("failed to install: " + e.getMessage());
            boolean isFinding = e instanceof InstallFailure failure && failure.isFinding();
            return isFinding ? ExitCode.NOT_AS_WANTED : ExitCode.COULD_NOT_RUN;
        }
        spec.commandLine().getOut().println(Summary.of(layout, report));
        return report.problems() == 0 ? ExitCode.FINE : ExitCode.NOT_AS_WANTED;
    }

    private NodeLayout layout() {
        try {
            return new NodeLayout(root);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--root: " + e.getMessage());
        }
    }

    private InstallOptions options() {
        try {
            return new InstallOptions(
                    source.source(),
                    source.signatures(),
                    node,
                    read("--fleet", fleet, SettingRules::fleet),
                    read("--listen", listen, ListenAddress::parse),
                    webhookSecretFile.map(Path::toAbsolutePath),
                    read("--poll-interval", pollInterval, SettingRules::duration),
                    interfaceName);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private <T> Optional<T> read(String option, Optional<String> text, Function<String, T> reader) {
        try {
            return text.map(reader);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage());
        }
    }
}

package dev.pointsman.agent;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.pointsman.agent.command.DoctorCommand;
import dev.pointsman.agent.command.DrainCommand;
import dev.pointsman.agent.command.InstallCommand;
import dev.pointsman.agent.command.PlanCommand;
import dev.pointsman.agent.command.StatusCommand;
import dev.pointsman.agent.command.UndrainCommand;
import dev.pointsman.agent.notify.Probe;
import dev.pointsman.pipeline.command.CheckCommand;
import dev.pointsman.pipeline.command.ExplainCommand;
import dev.pointsman.pipeline.command.RenderCommand;
import dev.pointsman.pipeline.command.SchemaCommand;
import dev.pointsman.pipeline.command.SnapshotCommand;
import dev.pointsman.pipeline.command.TestCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The root of the command line: names every command, so that help and usage messages know them all. */
@Command(
        name = "pointsman",
        description =
                "Sets the routes of a VPC, so that each packet for a load balancer's address reaches a node that can serve it.",
        mixinStandardHelpOptions = true,
        versionProvider = PointsmanCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:there are findings, or something is not in the wanted state",
            "2:could not run (usage, unreachable, unreadable)"
        },
        subcommands = {
            InstallCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            DrainCommand.class,
            UndrainCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            SnapshotCommand.class,
            TestCommand.class,
            ExplainCommand.class,
            RenderCommand.class,
            SchemaCommand.class,
            PointsmanCommand.Run.class,
            PointsmanCommand.Notify.class,
            PointsmanCommand.ProbeHaproxy.class
        })
final class PointsmanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Without a command: the list of them. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.COULD_NOT_RUN;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {ProgramVersion.text()};
        }
    }

    @Command(
            name = "run",
            description =
                    "Run the agent until it is stopped: it applies revisions, keeps the routes and reports. Needs \"install\" first.",
            mixinStandardHelpOptions = true)
    static final class Run extends Forwarding {
        @Override
        public Integer call() {
            RunCommand.start(arguments());
            return ExitCode.FINE;
        }
    }

    @Command(
            name = "notify",
            description =
                    "Look now: the agent claims the routes if this node is MASTER; without an agent this command does. Called by keepalived.",
            mixinStandardHelpOptions = true)
    static final class Notify extends Forwarding {

        @Parameters(
                arity = "0..*",
                paramLabel = "WORD",
                description = "What keepalived appends: TYPE NAME STATE PRIORITY.")
        private List<String> words = List.of();

        @Override
        public Integer call() {
            return Pointsman.notify(
                    Stream.of(arguments(), words).flatMap(List::stream).toList());
        }
    }

    @Command(
            name = "probe",
            description = "Exit with 0 if HAProxy serves, else with 1. Called by keepalived.",
            mixinStandardHelpOptions = true)
    static final class ProbeHaproxy extends Forwarding {
        @Override
        public Integer call() {
            return Probe.run(arguments(), System.err);
        }
    }

    /** A command that reads its own arguments, because it runs without picocli when it is in a hurry; here for its help. */
    abstract static class Forwarding implements Callable<Integer> {

        @Option(
                names = "--root",
                paramLabel = "DIR",
                defaultValue = "/",
                description = "The directory that holds the node's files (default: ${DEFAULT-VALUE}).")
        private String root;

        List<String> arguments() {
            return List.of("--root", root);
        }
    }
}

package dev.pointsman.agent;

import java.io.PrintWriter;

import dev.pointsman.agent.ec2.vpc.AwsVpcs;
import dev.pointsman.pipeline.command.CheckCommand;
import dev.pointsman.pipeline.command.SnapshotCommand;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs the commands that are picocli's, with one way to fail for all of them.
 *
 * <p>It exists so that no command prints a stack trace or invents an exit code.
 */
final class CommandLineRunner {

    /** Set to anything, it makes failures print where they came from. */
    private static final String DEBUG_VARIABLE = "POINTSMAN_DEBUG";

    private CommandLineRunner() {}

    /** Runs a command line and returns the exit code. */
    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new PointsmanCommand(), new Commands())
                .setParameterExceptionHandler(new Misuse())
                .setExecutionExceptionHandler(new Failure())
                .setExitCodeExceptionMapper(_ -> ExitCode.COULD_NOT_RUN)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Makes commands; those of the pipeline that look at a VPC get the way to EC2, which the pipeline does not know. */
    private static final class Commands implements IFactory {

        private final IFactory others = CommandLine.defaultFactory();

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == CheckCommand.class) {
                return type.cast(new CheckCommand(new AwsVpcs()));
            }
            if (type == SnapshotCommand.class) {
                return type.cast(new SnapshotCommand(new AwsVpcs()));
            }
            return others.create(type);
        }
    }

    /** Says what is wrong and where help is; a page of help would hide the sentence that matters. */
    private static final class Misuse implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException misuse, String[] arguments) {
            CommandLine command = misuse.getCommandLine();
            PrintWriter messages = command.getErr();
            messages.println(misuse.getMessage());
            UnmatchedArgumentException.printSuggestions(misuse, messages);
            messages.println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private static final class Failure implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
            PrintWriter messages = command.getErr();
            String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            messages.println(
                    message.startsWith("failed to ")
                            ? message
                            : "failed to run \"" + command.getCommandName() + "\": " + message);
            if (System.getenv(DEBUG_VARIABLE) != null) {
                failure.printStackTrace(messages);
            }
            return command.getExitCodeExceptionMapper().getExitCode(failure);
        }
    }
}

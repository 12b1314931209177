package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;

import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.report.FindingsText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * The definitions of one fleet that a command is asked about: {@code DIR}, {@code --fleet} and {@code --permissive}.
 *
 * <p>It exists so that every command which needs a plan reads, chooses and refuses alike: definitions that cannot be read end it with 2,
 * errors with 1 and all findings.
 */
public final class FleetDefinitions {

    @Mixin
    private DefinitionsArgument definitions;

    @Option(
            names = "--fleet",
            paramLabel = "NAMESPACE/NAME",
            defaultValue = "",
            description = "The fleet; needed when the definitions hold several.")
    private String fleet;

    @Mixin
    private AdmissionOption admission;

    /** What a command does with definitions that hold. */
    @FunctionalInterface
    public interface Work {

        /**
         * Returns the exit code.
         *
         * @throws IOException with a message for people, when it could not be done
         */
        int with(Compilation.Accepted accepted) throws IOException, InterruptedException;
    }

    public DefinitionsArgument definitions() {
        return definitions;
    }

    /** Does the work, or says on the command's error stream why not; returns the exit code. */
    public int compile(CommandSpec command, Work work) throws InterruptedException {
        try {
            return switch (compile(definitions.read())) {
                case Compilation.Refused refused -> refuse(command, refused);
                case Compilation.Accepted accepted -> work.with(accepted);
            };
        } catch (IOException impossible) {
            return couldNotRun(command, impossible.getMessage());
        }
    }

    /** Compiles other definitions for the same fleet. */
    public Compilation compile(DefinitionSet set) {
        return DefinitionCompiler.compile(
                set, CompileOptions.defaults().withFleet(fleet).withAdmission(admission.admission()));
    }

    /** Says everything that is wrong. */
    public static int refuse(CommandSpec command, Compilation.Refused refused) {
        print(command.commandLine().getErr(), FindingsText.render(refused.findings()));
        return ExitCode.FINDINGS.number();
    }

    static int couldNotRun(CommandSpec command, String reason) {
        print(command.commandLine().getErr(), reason + System.lineSeparator());
        return ExitCode.COULD_NOT_RUN.number();
    }

    static void print(PrintWriter writer, String text) {
        writer.print(text);
        writer.flush();
    }
}

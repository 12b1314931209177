package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.compile.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pointsman check}: says everything that is wrong with definitions, before anybody serves them. */
@Command(
        name = "check",
        description = "Check definitions: print everything that is wrong with them, with file, line and column.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no errors (warnings do not count)", "1:errors", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    /** How findings are printed. */
    public enum Output {
        text,
        json
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder that holds the definitions (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print the findings (default: ${DEFAULT-VALUE}).")
    private Output output;

    @Mixin
    private AdmissionOption admission;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        Report report;
        try {
            report = DefinitionCompiler.check(DefinitionFolder.read(folder), options());
        } catch (IOException problem) {
            command.commandLine().getErr().println(UnreadableDefinitions.message(folder, problem));
            return ExitCode.COULD_NOT_RUN.number();
        }
        PrintWriter out = command.commandLine().getOut();
        out.print(
                switch (output) {
                    case text -> FindingsText.render(report.findings());
                    case json -> ReportJson.render(report);
                });
        out.flush();
        return (report.refuses() ? ExitCode.FINDINGS : ExitCode.FINE).number();
    }

    private CompileOptions options() {
        return CompileOptions.defaults().withAdmission(admission.admission());
    }
}

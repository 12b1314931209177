package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.pointsman.pipeline.schema.SchemaFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pointsman schema}: writes the JSON Schemas by which editors complete and check definitions. */
@Command(
        name = "schema",
        description =
                "Write the JSON Schemas of every kind, by which editors complete and check definitions: one file for"
                        + " each kind, and " + SchemaFiles.OF_ANY_KIND + " for files that hold several.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class SchemaCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "schemas",
            description = "Where to write; made when it is not there (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : SchemaFiles.all().entrySet()) {
                out.println(Files.writeString(folder.resolve(file.getKey()), file.getValue()));
            }
        } catch (IOException unwritable) {
            PrintWriter err = command.commandLine().getErr();
            err.println("failed to write to \"" + folder + "\": " + unwritable);
            err.flush();
            return ExitCode.COULD_NOT_RUN.number();
        }
        out.flush();
        return ExitCode.FINE.number();
    }
}

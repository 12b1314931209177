package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.compile.DefinitionSet;
import picocli.CommandLine.Parameters;

/** {@code DIR}: the folder of definitions, the last argument of every command that reads some. */
public final class DefinitionsArgument {

    @Parameters(
            index = "+",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder that holds the definitions (default: ${DEFAULT-VALUE}).")
    private Path folder;

    public Path folder() {
        return folder;
    }

    /**
     * Reads the folder.
     *
     * @throws IOException with a message for people
     */
    public DefinitionSet read() throws IOException {
        try {
            return DefinitionFolder.read(folder);
        } catch (IOException problem) {
            String reason = switch (problem) {
                case NoSuchFileException absent -> "there is no such folder";
                case NotDirectoryException file -> "it is a file; name the folder that holds it";
                default -> problem.getClass().getSimpleName() + " " + problem.getMessage();
            };
            throw new IOException("failed to read definitions from \"" + folder + "\": " + reason, problem);
        }
    }
}

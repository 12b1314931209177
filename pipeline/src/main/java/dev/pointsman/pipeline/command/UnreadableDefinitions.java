package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in the same words for every command why a folder of definitions could not be read. */
final class UnreadableDefinitions {

    private UnreadableDefinitions() {}

    static String message(Path folder, IOException problem) {
        String reason = switch (problem) {
            case NoSuchFileException absent -> "there is no such folder";
            case NotDirectoryException file -> "it is a file; name the folder that holds it";
            default -> problem.getClass().getSimpleName() + " " + problem.getMessage();
        };
        return "failed to read definitions from \"" + folder + "\": " + reason;
    }
}

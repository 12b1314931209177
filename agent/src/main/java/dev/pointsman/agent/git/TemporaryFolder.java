package dev.pointsman.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that is gone after use, with all it holds.
 *
 * @param path of the folder; only its owner may enter it
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

    public static TemporaryFolder make() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("pointsman-"));
    }

    @Override
    public void close() throws IOException {
        FolderRemoval.remove(path);
    }
}

package dev.pointsman.agent.drain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import dev.pointsman.pipeline.node.NodeLayout;

/** The file that means drained, to keepalived by its content and to the ownership rule by its being there. */
public final class DrainMark {

    private static final String CONTENT = "1\n";

    private final Path file;

    public DrainMark(NodeLayout layout) {
        this.file = layout.drainMark();
    }

    public boolean isSet() {
        return Files.exists(file);
    }

    /** Sets the mark; in one step, because keepalived reads the file whenever it changes. */
    public void set() throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(fresh, CONTENT);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes the mark away; nothing happens when there is none. */
    public void clear() throws IOException {
        Files.deleteIfExists(file);
    }
}

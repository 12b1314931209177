package dev.pointsman.pipeline.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds HAProxy on this machine. */
public final class HaproxyProgram {

    private static final String NAME = "haproxy";

    /** Where packages put it; not on every user's PATH. */
    private static final String[] FOLDERS = {"/usr/local/sbin", "/usr/sbin", "/usr/local/bin", "/usr/bin"};

    private HaproxyProgram() {}

    /** The first on the PATH, else where packages put it; empty when there is none. */
    public static Optional<Path> find(String path) {
        return Stream.concat(Arrays.stream(path.split(":")), Arrays.stream(FOLDERS))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

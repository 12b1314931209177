package dev.pointsman.lab.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether this process may open a lab at all, said before anything is tried, because the kernel's own words explain little. */
public final class Root {
    private Root() {}

    /** Why a lab cannot be opened here, or empty if nothing speaks against it. */
    public static Optional<String> missing() {
        try {
            if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                return Optional.of("a lab needs root, because it makes network namespaces and changes their routes");
            }
            Files.createDirectories(Path.of("/run/netns"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("a lab needs to make network namespaces in /run/netns: " + e.getMessage());
        }
    }
}

package dev.pointsman.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Narrator;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.linux.Root;
import org.junit.jupiter.api.Assumptions;

/** Opens a lab for the base definitions and the binary under test, or skips the test and says why. */
final class OpenStage {
    private OpenStage() {}

    static Stage of(Class<?> test) throws IOException, DidNotHappen {
        requireBinary(test);
        return Stage.open(definitions(), binary(), Narrator.plain(System.out));
    }

    /** The same with another fleet, see {@code lab/definitions}. */
    static Stage of(Class<?> test, String fleet) throws IOException, DidNotHappen {
        requireBinary(test);
        var layers = List.of(definitions(), project().resolve("lab/definitions").resolve(fleet));
        return Stage.open(layers, binary(), Narrator.plain(System.out));
    }

    static void requireBinary(Class<?> test) {
        var reason = Root.missing()
                .or(() -> Files.isExecutable(binary())
                        ? Optional.empty()
                        : Optional.of("no binary at '%s'; build it with ./dev build".formatted(binary())));
        reason.ifPresent(why -> {
            System.out.println(test.getSimpleName() + " skipped: " + why);
            Assumptions.abort(why);
        });
    }

    static Path binary() {
        return Path.of(System.getProperty("pointsman.binary")).toAbsolutePath();
    }

    static Path project() {
        return Path.of(System.getProperty("pointsman.project")).toAbsolutePath();
    }

    static Path definitions() {
        return project().resolve("lab/definitions/base");
    }
}

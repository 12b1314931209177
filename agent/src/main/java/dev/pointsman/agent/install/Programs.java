package dev.pointsman.agent.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.agent.program.ProgramRun;

/** Programs that a node needs, and which version they are. */
final class Programs {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Programs() {}

    /** The program at its usual place, else the first of that name on the PATH. */
    static Optional<Path> find(Path usual) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Stream.of(usual),
                        Stream.of(path.split(":"))
                                .filter(folder -> folder.startsWith("/"))
                                .map(folder -> Path.of(folder).resolve(usual.getFileName())))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first line that the program prints about itself. Throws InstallFailure when it is not there or does not run. */
    static String version(Path program, String packageName) throws InstallFailure {
        if (!Files.isExecutable(program)) {
            throw InstallFailure.prevented(
                    "there is no program \"" + program + "\"; install the package \"" + packageName + "\"");
        }
        try {
            ProgramRun run = ProgramRun.of(PATIENCE, List.of(program.toString(), "-v"));
            return run.output().lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw InstallFailure.prevented("failed to run \"" + program + "\": " + e.getMessage());
        }
    }
}

package dev.pointsman.agent.install;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.pointsman.agent.program.ProgramRun;

/** Calls {@code ip}, which changes and shows the kernel's addresses and routes (ip(8)). */
final class IpCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private IpCommand() {}

    /** Returns what it prints. Throws IOException, with what it says, when it fails. */
    static String run(String... arguments) throws IOException {
        ProgramRun run = attempt(arguments);
        if (!run.succeeded()) {
            throw new IOException("\"ip " + String.join(" ", arguments) + "\" says: "
                    + run.output().strip());
        }
        return run.output();
    }

    static ProgramRun attempt(String... arguments) throws IOException {
        return ProgramRun.of(
                PATIENCE,
                Stream.concat(Stream.of("ip"), List.of(arguments).stream()).toList());
    }
}

package dev.pointsman.agent.notify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.ExitCode;
import dev.pointsman.agent.RootOption;

/**
 * Asks HAProxy's worker on its socket whether it is there: {@code pointsman probe}, and the same question from the ownership loop.
 *
 * <p>It exists because a pid proves little: a process may be frozen, or dead and not yet reaped, while a worker that answers serves.
 */
public final class Probe {

    /** How long HAProxy may take to answer before it counts as down. Its main loop turns in microseconds. */
    public static final Duration PATIENCE = Duration.ofMillis(500);

    private static final String USAGE = "usage: pointsman probe [--root DIR]";

    private final Path socket;

    /** @param socket HAProxy's worker socket ("stats socket") */
    public Probe(Path socket) {
        this.socket = socket;
    }

    /** Returns why HAProxy does not serve; empty when its worker answers. */
    public Optional<String> fault() {
        try (LineConnection connection = LineConnection.connect(socket)) {
            // HAProxy 2.6 management guide, section 9.3, "show info"; its first line is "Name: HAProxy".
            connection.send("show info", PATIENCE);
            Optional<String> line = connection.readLine(PATIENCE);
            if (line.isEmpty()) {
                return Optional.of(
                        "HAProxy did not answer at \"" + socket + "\" within " + PATIENCE.toMillis() + " ms");
            }
            return line.get().startsWith("Name:")
                    ? Optional.empty()
                    : Optional.of("HAProxy answered \"" + line.get() + "\" at \"" + socket + "\"");
        } catch (IOException failure) {
            return Optional.of("HAProxy does not answer at \"" + socket + "\": " + failure.getMessage());
        }
    }

    /** Runs {@code pointsman probe} and returns the exit code: 0 when HAProxy serves. */
    public static int run(List<String> arguments, PrintStream messages) {
        RootOption root;
        try {
            root = RootOption.read(arguments);
            if (!root.rest().isEmpty()) {
                throw new IllegalArgumentException(
                        "unknown argument \"" + root.rest().getFirst() + "\"");
            }
        } catch (IllegalArgumentException invalid) {
            messages.println("failed to read the command line: " + invalid.getMessage() + "\n" + USAGE);
            return ExitCode.COULD_NOT_RUN;
        }
        Optional<String> fault = new Probe(root.layout().haproxySocket()).fault();
        fault.ifPresent(messages::println);
        return fault.isEmpty() ? ExitCode.FINE : ExitCode.NOT_AS_WANTED;
    }
}

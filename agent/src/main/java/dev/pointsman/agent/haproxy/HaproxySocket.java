package dev.pointsman.agent.haproxy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.notify.LineConnection;

/**
 * One of HAProxy's command sockets: a command goes in, lines come out, the connection ends.
 *
 * <p>Source: HAProxy 2.6 management guide, section 9.3 "Unix Socket commands", non-interactive mode.
 *
 * @param path of the socket
 */
record HaproxySocket(Path path) {

    /** HAProxy answers in microseconds, except while its master reads a large configuration: then the connection waits. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** In bytes: entries of maps and lines of statistics are longer than what is taken from an unknown peer. */
    private static final int LONGEST_LINE = 65_536;

    /** Sends a command and returns the answer's lines, empty ones left out. Throws IOException when nobody answers. */
    List<String> ask(String command) throws IOException {
        return ask(command, PATIENCE);
    }

    /** The same for a command that is answered when it is done. */
    List<String> ask(String command, Duration patience) throws IOException {
        try (LineConnection connection = LineConnection.connect(path, LONGEST_LINE)) {
            connection.send(command, PATIENCE);
            // The master would keep the connection for further commands.
            connection.finishSending();
            return answer(connection, patience);
        } catch (IOException e) {
            throw new IOException("failed to ask HAProxy at \"" + path + "\": " + e.getMessage(), e);
        }
    }

    private static List<String> answer(LineConnection connection, Duration patience) throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            Optional<String> line;
            try {
                line = connection.readLine(patience);
            } catch (EOFException complete) {
                return lines;
            }
            if (line.isEmpty()) {
                throw new IOException("no answer within " + patience.toMillis() + " ms");
            }
            line.filter(text -> !text.isBlank()).ifPresent(lines::add);
        }
    }
}

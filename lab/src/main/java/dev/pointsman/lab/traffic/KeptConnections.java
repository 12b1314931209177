package dev.pointsman.lab.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Connections to one server that stay open between requests.
 *
 * <p>They are used in turn, and there are more of them than requests under way, so that at any moment most are idle: an
 * idle connection is what a careless reload of a load balancer loses.
 */
final class KeptConnections {
    private static final int IDLE = 20;

    private final Queue<Connection> idle = new ArrayDeque<>();
    private long taken;

    /** The connection that has been idle longest, or empty while too few are idle: then a fresh one is to be opened. */
    synchronized Optional<Connection> take() {
        if (idle.size() < IDLE) {
            return Optional.empty();
        }
        taken++;
        return Optional.of(idle.remove());
    }

    /** What {@link #taken} will be when each connection that is idle now has been used once more. */
    synchronized long takenWhenAllAreUsed() {
        return taken + idle.size();
    }

    synchronized long taken() {
        return taken;
    }

    synchronized void giveBack(Connection connection) {
        idle.add(connection);
    }

    synchronized void close() {
        for (var connection : idle) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        idle.clear();
    }
}

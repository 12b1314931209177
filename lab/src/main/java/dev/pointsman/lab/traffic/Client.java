package dev.pointsman.lab.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;

import dev.pointsman.lab.linux.Namespace;

/**
 * A client machine: whatever it sends leaves through its own namespace and so through its own route table.
 *
 * @param name as people call it
 * @param threads makes threads that live in its namespace
 */
public record Client(String name, ThreadFactory threads, Caller caller) {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Runs work in the client's namespace and waits for it. */
    public interface Caller {
        <T> T call(Callable<T> work) throws IOException;
    }

    public static Client in(Namespace namespace, String name) {
        return new Client(name, namespace.threads("client"), namespace::call);
    }

    /** A client on this machine's own network. */
    public static Client local() {
        return new Client("local", Thread.ofPlatform().daemon().factory(), new Caller() {
            @Override
            public <T> T call(Callable<T> work) throws IOException {
                try {
                    return work.call();
                } catch (IOException | RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        });
    }

    /**
     * Sends one request on a connection of its own.
     *
     * @throws IOException if there is no answer within 2 seconds
     */
    public Answer send(Request request) throws IOException {
        return caller.call(() -> {
            try (var connection = Connection.open(request.address(), request.port(), LIMIT)) {
                return connection.exchange(request, false, LIMIT);
            }
        });
    }
}

package dev.pointsman.lab;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a lab has opened so far, closed in reverse order: by whoever opened it, or when the JVM ends.
 *
 * <p>It exists because a lab may fail, or be interrupted by ctrl-C, when it is half open.
 */
final class LabResources implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeAtExit, "lab-shutdown");
    private boolean isClosed;

    private LabResources() {}

    /** An empty stack that is also closed when the JVM ends, by ctrl-C for instance. */
    static LabResources closedAtExit() {
        var resources = new LabResources();
        Runtime.getRuntime().addShutdownHook(resources.hook);
        return resources;
    }

    /** Notes a resource and returns it; one that comes after the end is closed at once. */
    <T extends AutoCloseable> T add(T resource) throws IOException {
        synchronized (this) {
            if (!isClosed) {
                open.push(resource);
                return resource;
            }
        }
        close(resource, null);
        throw new IOException("the lab was closed while it opened");
    }

    /**
     * Closes everything, each once, also if one of them fails.
     *
     * @throws IOException the first failure, the others suppressed
     */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            isClosed = true;
        }
        IOException failure = null;
        for (var resource = next(); resource != null; resource = next()) {
            failure = close(resource, failure);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already, and the hook runs.
        }
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized AutoCloseable next() {
        return open.poll();
    }

    private static IOException close(AutoCloseable resource, IOException earlier) {
        try {
            resource.close();
            return earlier;
        } catch (Exception e) {
            var failure = earlier == null ? new IOException("failed to close the lab: " + e.getMessage(), e) : earlier;
            if (earlier != null) {
                earlier.addSuppressed(e);
            }
            return failure;
        }
    }

    private void closeAtExit() {
        try {
            close();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }
}

package dev.pointsman.pipeline.plan.backend;

import java.util.Comparator;

import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * A Service and one of its ports: what a rule forwards to.
 *
 * @param service the Service
 * @param port the Service's port (not the endpoints'), 1 to 65535
 */
public record BackendName(ResourceName service, int port) implements Comparable<BackendName> {

    private static final Comparator<BackendName> ORDER =
            Comparator.comparing(BackendName::service).thenComparing(BackendName::port);

    public BackendName {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    @Override
    public int compareTo(BackendName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return service + ":" + port;
    }
}

package dev.pointsman.pipeline.plan.backend;

/**
 * Instances as the endpoints of a backend.
 *
 * @param selector which ones
 * @param port the port that they listen on, 1 to 65535
 */
public record SelectedInstances(InstanceSelector selector, int port) {

    public SelectedInstances {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }
}

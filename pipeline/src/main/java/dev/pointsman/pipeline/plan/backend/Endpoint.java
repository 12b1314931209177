package dev.pointsman.pipeline.plan.backend;

import dev.pointsman.pipeline.plan.value.Ipv4;

/**
 * One server of a backend.
 *
 * @param address dotted IPv4
 * @param port 1 to 65535
 */
public record Endpoint(String address, int port) {

    public Endpoint {
        Ipv4.require(address);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }
}

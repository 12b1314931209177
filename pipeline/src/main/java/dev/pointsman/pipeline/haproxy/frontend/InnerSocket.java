package dev.pointsman.pipeline.haproxy.frontend;

import dev.pointsman.pipeline.haproxy.language.Binding;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;

/**
 * The sockets by which the section that reads the server name hands connections to a section next door.
 *
 * <p>They exist because a socket of HAProxy's is either TLS or not. The PROXY protocol carries the addresses and ports of both ends along.
 */
public final class InnerSocket {

    private InnerSocket() {}

    /** Of the section at which TLS ends for listeners of connections. */
    static String ofEnding(StreamEntrypoint entrypoint, NodeLayout layout) {
        return socket(entrypoint, layout, "");
    }

    /** Of the section that takes the requests of the same address and port. */
    public static String ofRequests(StreamEntrypoint entrypoint, NodeLayout layout) {
        return socket(entrypoint, layout, "-requests");
    }

    private static String socket(StreamEntrypoint entrypoint, NodeLayout layout, String what) {
        return "unix@" + layout.runtime().resolve(entrypoint.address() + "-" + entrypoint.port() + what + ".sock");
    }

    /** How the section next door listens. */
    public static Binding binding(String socket) {
        return (address, port) -> socket + " mode 600 accept-proxy";
    }
}

package dev.pointsman.pipeline.routetest;

import java.util.Optional;

import dev.pointsman.pipeline.explain.Request;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;

/** What a test does. */
public sealed interface Exchange {

    /**
     * A request, on a connection of its own.
     *
     * @param entrypoint where it is sent
     * @param request what is sent; over TLS its server name is asked for
     * @param clientCertificate whether the client shows a certificate that the port takes, where it asks for one
     */
    record OfRequest(Entrypoint entrypoint, Request request, boolean clientCertificate) implements Exchange {}

    /**
     * A connection without a request.
     *
     * @param entrypoint where it is made
     * @param serverName the name that is asked for in the TLS handshake; empty for none, and without TLS
     */
    record OfConnection(StreamEntrypoint entrypoint, Optional<String> serverName) implements Exchange {}
}

package dev.pointsman.pipeline.haproxy;

import dev.pointsman.pipeline.plan.Backend;
import dev.pointsman.pipeline.plan.Endpoint;

/**
 * A Service's port with its servers.
 *
 * <p>It exists to say what is done to a request on its way to a server. Without endpoints the section has no server, and HAProxy answers
 * 503 by itself. What the client says about the protocol it used is replaced, because only this node knows; what it says in
 * {@code X-Forwarded-For} is kept and appended to.
 */
final class BackendSection {

    private BackendSection() {}

    static void write(ConfigurationText text, Backend backend) {
        text.section("backend " + ProxyName.of(backend.name()));
        text.comment("Service " + backend.name().service() + ", port "
                + backend.name().port() + (backend.endpoints().isEmpty() ? ", without endpoints" : ""));
        text.line(
                "http-request",
                "set-var(" + AccessLog.BACKEND + ")",
                ConfigurationWord.call("str", backend.name().toString()));
        text.line("http-request", "set-header", "X-Forwarded-Proto", "http");
        for (Endpoint endpoint : backend.endpoints()) {
            text.line("server", ProxyName.of(endpoint), endpoint.address() + ":" + endpoint.port());
        }
    }
}

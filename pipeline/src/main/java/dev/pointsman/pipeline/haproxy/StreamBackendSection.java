package dev.pointsman.pipeline.haproxy;

import dev.pointsman.pipeline.plan.Backend;
import dev.pointsman.pipeline.plan.Endpoint;

/** A Service's port with its servers, for connections that are handed on. */
final class StreamBackendSection {
    private StreamBackendSection() {}

    static void write(ConfigurationText text, Backend backend) {
        text.section("backend " + ProxyName.ofStream(backend.name()));
        text.comment("Service " + backend.name().service() + ", port "
                + backend.name().port() + ", for connections"
                + (backend.endpoints().isEmpty() ? ", without endpoints" : ""));
        text.line(
                "tcp-request",
                "content",
                "set-var(" + AccessLog.BACKEND + ")",
                ConfigurationWord.call("str", backend.name().toString()));
        PolicyLines.writeForStreams(text, backend.policy());
        for (Endpoint endpoint : backend.endpoints()) {
            text.line("server", ProxyName.of(endpoint), endpoint.address() + ":" + endpoint.port());
        }
    }
}

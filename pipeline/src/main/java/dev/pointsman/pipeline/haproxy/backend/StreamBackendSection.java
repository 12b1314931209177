package dev.pointsman.pipeline.haproxy.backend;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.Endpoint;

/** A Service's port with its servers, for connections that are handed on. */
public final class StreamBackendSection {
    private StreamBackendSection() {}

    public static void write(ConfigurationText text, Backend backend) {
        text.section("backend " + ProxyName.ofStream(backend.name()));
        text.comment("Service " + backend.name().service() + ", port "
                + backend.name().port() + ", for connections"
                + (backend.endpoints().isEmpty() ? ", without endpoints" : ""));
        text.line(
                "tcp-request",
                "content",
                "set-var(" + Variable.BACKEND + ")",
                ConfigurationWord.call("str", backend.name().toString()));
        PolicyLines.writeForStreams(text, backend.policy());
        for (Endpoint endpoint : backend.endpoints()) {
            text.line("server", ProxyName.of(endpoint), endpoint.address() + ":" + endpoint.port());
        }
    }
}

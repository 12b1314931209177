package dev.pointsman.pipeline.haproxy.backend;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.Endpoint;

/**
 * A Service's port with its servers, for connections that are handed on.
 *
 * <p>Where the same port gets requests as well, the servers of that section are watched and these track them: one health check for both.
 */
public final class StreamBackendSection {
    private StreamBackendSection() {}

    /**
     * Writes the section.
     *
     * @param ofRequests the section of the backend's requests; empty when it gets none
     */
    public static void write(ConfigurationText text, Backend backend, Optional<String> ofRequests) {
        text.section("backend " + ProxyName.ofStream(backend.name()));
        text.comment("Service " + backend.name().service() + ", port "
                + backend.name().port() + ", for connections"
                + BackendSection.endpointsOf(backend));
        text.line(
                "tcp-request",
                "content",
                "set-var(" + Variable.BACKEND + ")",
                ConfigurationWord.call("str", backend.name().toString()));
        PolicyLines.writeForStreams(text, backend.policy(), ofRequests.isEmpty() || ServerLines.hasNames(backend));
        for (Endpoint endpoint : backend.endpoints()) {
            ServerLines.write(
                    text,
                    endpoint,
                    ofRequests
                            .map(section -> ServerLines.watchedIn(section, endpoint))
                            .orElse(List.of()));
        }
    }
}

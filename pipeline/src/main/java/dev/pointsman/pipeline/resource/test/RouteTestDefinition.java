package dev.pointsman.pipeline.resource.test;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.explain.Request;
import dev.pointsman.pipeline.explain.RequestUrl;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.routetest.Expectation;

/**
 * Requests, and what has to come of each: Pointsman's own kind.
 *
 * @param tests in the order in which they were written
 */
public record RouteTestDefinition(Metadata metadata, List<Case> tests) implements Definition {

    public RouteTestDefinition {
        tests = List.copyOf(tests);
    }

    /**
     * One test.
     *
     * @param name unique in its resource
     * @param gateway where to ask; empty when what is asked tells it
     * @param asked what to ask
     * @param expectation what has to come of it
     * @param backends those that the expectation names
     */
    public record Case(
            String name,
            Origin origin,
            Optional<ParentReference> gateway,
            Asked asked,
            Expectation expectation,
            List<Located<BackendName>> backends) {
        public Case {
            backends = List.copyOf(backends);
        }
    }

    /** What a test asks. */
    public sealed interface Asked {}

    /**
     * A request.
     *
     * @param authority what the Host header says
     * @param serverName what is asked for in the TLS handshake; empty for none
     */
    public record OfRequest(
            Located<RequestUrl> url,
            String method,
            String authority,
            List<Request.Header> headers,
            Optional<String> serverName,
            boolean clientCertificate)
            implements Asked {
        public OfRequest {
            headers = List.copyOf(headers);
        }
    }

    /**
     * A connection.
     *
     * @param port 1 to 65535
     * @param tls whether it begins with TLS
     * @param serverName what is asked for in the TLS handshake; empty for none
     */
    public record OfConnection(Located<Integer> port, boolean tls, Optional<String> serverName) implements Asked {}
}

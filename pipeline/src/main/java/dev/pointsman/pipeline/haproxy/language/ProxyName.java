package dev.pointsman.pipeline.haproxy.language;

import java.util.Optional;

import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * What frontends, backends and servers are called in HAProxy.
 *
 * <p>Names are the keys of the Runtime API, of statistics and of dashboards, so they depend on the thing named alone, never on its
 * position. HAProxy takes letters, digits and {@code - _ . :}; DNS names hold no underscore and no colon, so a backend's parts cannot run
 * into each other, and no backend is named like a frontend (which HAProxy 3 warns of).
 */
public final class ProxyName {

    /** The section that answers 404 for requests that no rule takes. */
    public static final String UNMATCHED = "answer:404";

    /** The section that answers 500 for rules whose requests nobody takes. */
    public static final String NOBODY = "answer:500";

    private ProxyName() {}

    /** For instance {@code 10.99.0.10:80}. */
    public static String of(Entrypoint entrypoint) {
        return entrypoint.address() + ":" + entrypoint.port();
    }

    /** For instance {@code 10.99.0.10:5432}. */
    public static String of(StreamEntrypoint entrypoint) {
        return entrypoint.address() + ":" + entrypoint.port();
    }

    /** The sections by which an entrypoint ends TLS for some of its listeners, for instance {@code ended:10.99.0.10:8443}. */
    public static String ofEnding(StreamEntrypoint entrypoint) {
        return "ended:" + of(entrypoint);
    }

    /** The sections by which requests come in beside connections, for instance {@code requests:10.99.0.10:443}. */
    public static String ofRequests(StreamEntrypoint entrypoint) {
        return "requests:" + of(entrypoint);
    }

    /** The section that serves a backend's connections, for instance {@code tcp:shop_cart_8080}. */
    public static String ofStream(BackendName backend) {
        return "tcp:" + of(backend);
    }

    /** For instance {@code shop_cart_8080}. */
    public static String of(BackendName backend) {
        return backend.service().namespace() + "_" + backend.service().name() + "_" + backend.port();
    }

    /** The same for requests whose servers are shown a certificate, for instance {@code shop_cart_8080:as:edge_client}. */
    public static String of(BackendName backend, Optional<KeyPair> identity) {
        return of(backend)
                + identity.map(pair -> ":as:" + pair.secret().namespace() + "_"
                                + pair.secret().name())
                        .orElse("");
    }

    /**
     * The section that serves a backend's requests of a rule: the backend's own, or, for a rule with retries of its own,
     * {@code shop_cart_8080:shop_route_0}.
     */
    public static String of(BackendName backend, Optional<KeyPair> identity, Rule rule) {
        return rule.treatment().retry().isEmpty()
                ? of(backend, identity)
                : of(backend, identity) + ":" + rule.name().route().namespace() + "_"
                        + rule.name().route().name() + "_" + rule.name().index();
    }

    /** The section that answers by a redirect, for instance {@code redirect:shop_route_0}. */
    public static String ofRedirect(String treatment) {
        return "redirect:" + treatment.replace('/', '_').replace('#', '_');
    }

    /** For instance {@code 10.20.1.30-8080}; the servers of a host name have a number behind that. */
    public static String of(Endpoint endpoint) {
        return endpoint.address() + "-" + endpoint.port();
    }
}

package dev.pointsman.pipeline.haproxy.lookup;

import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * Where the requests of one entrypoint go: which section serves a rule's, and which treatment they get there.
 *
 * @param entrypoint where they came in
 * @param treatments of all entrypoints' requests
 */
public record Destinations(Entrypoint entrypoint, Treatments treatments) {

    /** The section that serves a rule's requests for a backend. */
    String sectionOf(BackendName backend, Rule rule) {
        return ProxyName.of(backend, treatments.identities().of(entrypoint, backend), rule);
    }

    /** Empty for a rule that only forwards. */
    String treatmentOf(Rule rule) {
        return treatments.nameOf(rule);
    }
}

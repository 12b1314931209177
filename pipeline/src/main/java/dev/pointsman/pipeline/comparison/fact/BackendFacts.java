package dev.pointsman.pipeline.comparison.fact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.pointsman.pipeline.explain.Words;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;

/** Who the endpoints of a backend are, how they are spoken to, and under which policy. */
final class BackendFacts {

    private BackendFacts() {}

    static List<String> of(Backend backend) {
        List<String> facts = new ArrayList<>();
        backend.endpoints().forEach(endpoint -> facts.add("endpoint " + endpoint.address() + ":" + endpoint.port()));
        backend.instances()
                .ifPresent(selected -> facts.add("instances with tags " + selected.selector()
                        + (selected.selector().startingToo() ? ", also while they start" : "") + ", port "
                        + selected.port()));
        facts.add("protocol " + (backend.protocol() == BackendProtocol.HTTP_2 ? "HTTP/2" : "HTTP/1.1"));
        backend.tls().ifPresent(tls -> facts.add(CertificateFacts.of(tls)));
        facts.addAll(of(backend.policy()));
        return facts;
    }

    private static List<String> of(TrafficPolicy policy) {
        List<String> facts = new ArrayList<>();
        facts.add(of(policy.healthCheck()));
        facts.add("balance "
                + policy.balance().algorithm().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (policy.balance().header().isEmpty()
                        ? ""
                        : ", header " + policy.balance().header()));
        policy.connectTimeout().ifPresent(time -> facts.add("connect timeout " + Words.of(time)));
        policy.responseTimeout().ifPresent(time -> facts.add("response timeout " + Words.of(time)));
        policy.queueTimeout().ifPresent(time -> facts.add("queue timeout " + Words.of(time)));
        if (policy.connectionsPerEndpoint() > 0) {
            facts.add("at most " + policy.connectionsPerEndpoint() + " connections per endpoint");
        }
        if (!policy.slowStart().isZero()) {
            facts.add("slow start over " + Words.of(policy.slowStart()));
        }
        if (!policy.cookie().isEmpty()) {
            facts.add("persistence by cookie " + policy.cookie());
        }
        return facts;
    }

    private static String of(TrafficPolicy.HealthCheck check) {
        return "health check by "
                + (check.path().isEmpty() ? "a connection" : "GET " + check.path())
                + (check.host().isEmpty() ? "" : " of " + check.host())
                + " every " + Words.of(check.interval()) + " within " + Words.of(check.timeout())
                + ", up after " + check.rise() + ", down after " + check.fall();
    }
}

package dev.pointsman.pipeline.trial;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.listener.ClientValidation;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.treatment.Timeouts;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.trial.backend.GeneratedBackends;

/**
 * A plan with what a trial has in place of what only a VPC has.
 *
 * <p>Timeouts are long, whatever is written: generated backends answer at once, so one that ran out would tell how busy the machine is, and
 * a test that fails for that says nothing of the definitions.
 */
final class TrialPlan {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TrialPlan() {}

    /** The backends that have to be generated: those that somebody may serve. */
    static Set<BackendName> backends(Plan plan) {
        return plan.backends().stream()
                .filter(Backend::isServed)
                .map(Backend::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The plan with generated backends, and with an authority for clients that the trial's own client is signed by. */
    static Plan of(Plan plan, GeneratedBackends generated, String authority) {
        List<Backend> backends = plan.backends().stream()
                .map(backend -> new Backend(
                        backend.name(),
                        BackendProtocol.HTTP_1,
                        Optional.empty(),
                        backend.isServed()
                                ? List.of(new Endpoint("127.0.0.1", generated.port(backend.name())))
                                : List.of(),
                        patient(backend.policy())))
                .toList();
        List<Entrypoint> entrypoints = plan.entrypoints().stream()
                .map(entrypoint -> new Entrypoint(
                        entrypoint.address(),
                        entrypoint.port(),
                        entrypoint.listeners().stream().map(TrialPlan::patient).toList(),
                        entrypoint.clients().map(clients -> new ClientValidation(authority, clients.required())),
                        entrypoint.identity()))
                .toList();
        return new Plan(plan.fleet(), entrypoints, plan.streams(), backends, plan.routeGroups());
    }

    private static TrafficPolicy patient(TrafficPolicy policy) {
        TrafficPolicy.HealthCheck check = policy.healthCheck();
        return new TrafficPolicy(
                new TrafficPolicy.HealthCheck(
                        check.path(), check.host(), PATIENCE, PATIENCE, check.rise(), check.fall()),
                policy.balance(),
                Optional.of(PATIENCE),
                Optional.of(PATIENCE),
                Optional.of(PATIENCE),
                policy.connectionsPerEndpoint(),
                policy.slowStart(),
                policy.cookie());
    }

    private static Listener patient(Listener listener) {
        return new Listener(
                listener.gateway(),
                listener.name(),
                listener.host(),
                listener.certificates(),
                listener.rules().stream().map(TrialPlan::patient).toList());
    }

    private static Rule patient(Rule rule) {
        Treatment treatment = rule.treatment();
        return new Rule(
                rule.name(),
                rule.host(),
                rule.match(),
                rule.targets(),
                new Treatment(
                        treatment.redirect(),
                        treatment.rewrite(),
                        treatment.requestHeaders(),
                        treatment.responseHeaders(),
                        treatment.cors(),
                        new Timeouts(
                                treatment.timeouts().request().map(written -> PATIENCE),
                                treatment.timeouts().backendRequest().map(written -> PATIENCE)),
                        treatment.retry()),
                rule.weightToNowhere());
    }
}

package dev.pointsman.pipeline.trial;

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
import dev.pointsman.pipeline.plan.listener.ClientValidation;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.trial.backend.GeneratedBackends;

/** A plan with what a trial has in place of what only a VPC has. */
final class TrialPlan {

    private TrialPlan() {}

    /** The backends that have to be generated: those that have endpoints. */
    static Set<BackendName> backends(Plan plan) {
        return plan.backends().stream()
                .filter(backend -> !backend.endpoints().isEmpty())
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
                        backend.endpoints().isEmpty()
                                ? List.of()
                                : List.of(new Endpoint("127.0.0.1", generated.port(backend.name()))),
                        backend.policy()))
                .toList();
        List<Entrypoint> entrypoints = plan.entrypoints().stream()
                .map(entrypoint -> new Entrypoint(
                        entrypoint.address(),
                        entrypoint.port(),
                        entrypoint.listeners(),
                        entrypoint.clients().map(clients -> new ClientValidation(authority, clients.required()))))
                .toList();
        return new Plan(plan.fleet(), entrypoints, plan.streams(), backends, plan.routeGroups());
    }
}

package dev.pointsman.pipeline.status;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.finding.condition.Cause;
import dev.pointsman.pipeline.finding.condition.ConditionType;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.resolve.reference.Attachments;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.route.HttpRouteDefinition;
import dev.pointsman.pipeline.resource.service.BackendTlsPolicyDefinition;

/**
 * The status of BackendTLSPolicies, under each Gateway that forwards to one of their targets.
 *
 * <p>Source: Gateway API v1.6, "PolicyAncestorStatus".
 */
final class PolicyConditions {

    private final SortedMap<Subject, SortedSet<Cause>> causes;
    private final Attachments attachments;
    private final List<HttpRouteDefinition> routes;

    PolicyConditions(
            SortedMap<Subject, SortedSet<Cause>> causes, Attachments attachments, List<HttpRouteDefinition> routes) {
        this.causes = causes;
        this.attachments = attachments;
        this.routes = routes;
    }

    ResourceStatus.OfPolicy of(BackendTlsPolicyDefinition policy) {
        String kind = Kind.BACKEND_TLS_POLICY.title();
        String name = policy.metadata().fullName();
        Causes own = new Causes(causes, Subject.resource(kind, name));
        List<Condition> conditions = List.of(
                own.positive(ConditionType.ACCEPTED, "Accepted"),
                own.positive(ConditionType.RESOLVED_REFS, "ResolvedRefs"));
        return new ResourceStatus.OfPolicy(
                kind,
                name,
                gateways(policy).stream()
                        .map(gateway -> new ResourceStatus.Ancestor(gateway, conditions))
                        .toList());
    }

    private SortedSet<String> gateways(BackendTlsPolicyDefinition policy) {
        Set<Object> targets = policy.targets().stream()
                .map(target -> target.object().name().value())
                .collect(Collectors.toSet());
        return routes.stream()
                .filter(route -> route.rules().stream()
                        .flatMap(rule -> rule.backends().stream())
                        .anyMatch(backend -> targets.contains(backend.service().value())))
                .flatMap(route -> attachments.gatewaysOf(route).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

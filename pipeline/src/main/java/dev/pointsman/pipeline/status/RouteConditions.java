package dev.pointsman.pipeline.status;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

import dev.pointsman.pipeline.finding.condition.Cause;
import dev.pointsman.pipeline.finding.condition.ConditionType;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.resource.gateway.GatewayClasses;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.resource.route.RouteDefinition;

/**
 * The status of routes of every kind, under each of their parents.
 *
 * <p>Source: Gateway API v1.6, "RouteParentStatus".
 */
final class RouteConditions {

    private final SortedMap<Subject, SortedSet<Cause>> causes;
    private final GatewayClasses classes;

    RouteConditions(SortedMap<Subject, SortedSet<Cause>> causes, GatewayClasses classes) {
        this.causes = causes;
        this.classes = classes;
    }

    ResourceStatus.OfRoute of(RouteDefinition route) {
        List<ResourceStatus.Parent> parents = new ArrayList<>();
        for (int index = 0; index < route.parents().size(); index++) {
            ParentReference parent = route.parents().get(index);
            if (parent.isGateway() && !classes.isForeign(parent.gateway().value())) {
                parents.add(new ResourceStatus.Parent(parent, conditions(route, parent, index)));
            }
        }
        return new ResourceStatus.OfRoute(
                route.metadata().kind().title(), route.metadata().fullName(), parents);
    }

    private List<Condition> conditions(RouteDefinition route, ParentReference parent, int index) {
        String kind = route.metadata().kind().title();
        String name = route.metadata().fullName();
        Causes own = new Causes(causes, Subject.resource(kind, name), Subject.parent(kind, name, index));
        List<Condition> conditions = new ArrayList<>();
        Condition accepted = own.positive(ConditionType.ACCEPTED, "Accepted");
        conditions.add(
                accepted.holds() && !classes.isServed(parent.gateway().value())
                        ? new Condition(
                                ConditionType.ACCEPTED,
                                false,
                                Reason.PENDING.title(),
                                "The Gateway has findings of its own.")
                        : accepted);
        conditions.add(own.positive(ConditionType.RESOLVED_REFS, "ResolvedRefs"));
        own.negative(ConditionType.PARTIALLY_INVALID).ifPresent(conditions::add);
        return conditions;
    }
}

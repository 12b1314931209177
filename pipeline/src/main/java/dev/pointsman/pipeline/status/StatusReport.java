package dev.pointsman.pipeline.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;

import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.condition.Cause;
import dev.pointsman.pipeline.finding.condition.ConditionType;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.resolve.Resolution;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.gateway.GatewayClassDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayClasses;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.route.HttpRouteDefinition;
import dev.pointsman.pipeline.resource.route.RouteDefinition;
import dev.pointsman.pipeline.resource.service.BackendTlsPolicyDefinition;

/** Makes the status of every resource that has one. */
public final class StatusReport {

    private final Definitions definitions;
    private final SortedMap<Subject, SortedSet<Cause>> causes;
    private final GatewayClasses classes;

    private StatusReport(Definitions definitions, SortedMap<Subject, SortedSet<Cause>> causes) {
        this.definitions = definitions;
        this.causes = causes;
        this.classes = new GatewayClasses(definitions);
    }

    /** The statuses, by kind and name. */
    public static List<ResourceStatus> of(Definitions definitions, Findings findings, Resolution resolution) {
        StatusReport report = new StatusReport(definitions, findings.causes());
        List<ResourceStatus> statuses = new ArrayList<>();
        statuses.addAll(report.classes());
        statuses.addAll(report.gateways(resolution, findings.errors()));
        statuses.addAll(report.routes());
        statuses.addAll(report.policies(resolution));
        statuses.sort(Comparator.comparing(ResourceStatus::kind).thenComparing(ResourceStatus::name));
        return statuses;
    }

    private List<ResourceStatus.OfClass> classes() {
        return everything(Kind.GATEWAY_CLASS, GatewayClassDefinition.class)
                .filter(GatewayClassDefinition::isOurs)
                .map(found -> ofClass(found.metadata().name()))
                .toList();
    }

    private ResourceStatus.OfClass ofClass(String name) {
        Causes own = new Causes(causes, Subject.resource(Kind.GATEWAY_CLASS.title(), name));
        return new ResourceStatus.OfClass(
                name,
                List.of(
                        own.positive(ConditionType.ACCEPTED, "Accepted"),
                        new Condition(ConditionType.SUPPORTED_VERSION, true, "SupportedVersion", "")));
    }

    private List<ResourceStatus.OfGateway> gateways(Resolution resolution, int errors) {
        GatewayConditions conditions = new GatewayConditions(
                causes, resolution.attachments(), resolution.plans().values(), errors);
        return everything(Kind.GATEWAY, GatewayDefinition.class)
                .filter(classes::isOurs)
                .map(conditions::of)
                .toList();
    }

    private List<ResourceStatus.OfRoute> routes() {
        RouteConditions conditions = new RouteConditions(causes, classes);
        return Stream.of(Kind.values())
                .filter(Kind::isRoute)
                .flatMap(kind -> everything(kind, RouteDefinition.class))
                .map(conditions::of)
                .toList();
    }

    private List<ResourceStatus.OfPolicy> policies(Resolution resolution) {
        PolicyConditions conditions = new PolicyConditions(
                causes, resolution.attachments(), definitions.all(Kind.HTTP_ROUTE, HttpRouteDefinition.class));
        return everything(Kind.BACKEND_TLS_POLICY, BackendTlsPolicyDefinition.class)
                .map(conditions::of)
                .toList();
    }

    /** Also what has findings of its own: nobody serves it, but somebody wants to know why. */
    private <T extends Definition> Stream<T> everything(Kind kind, Class<T> type) {
        Collection<T> unsound = definitions.unsound(kind, type);
        return Stream.concat(definitions.all(kind, type).stream(), unsound.stream());
    }
}

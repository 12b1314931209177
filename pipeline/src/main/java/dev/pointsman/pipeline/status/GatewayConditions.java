package dev.pointsman.pipeline.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.finding.condition.Cause;
import dev.pointsman.pipeline.finding.condition.ConditionType;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.resolve.reference.Attachments;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;

/**
 * The status of Gateways and their listeners.
 *
 * <p>Source: Gateway API v1.6, "GatewayStatus" and "ListenerStatus".
 */
final class GatewayConditions {

    private final SortedMap<Subject, SortedSet<Cause>> causes;
    private final Attachments attachments;
    private final Set<String> programmed;
    private final String whyNot;

    /** The plans are those that are served: none when the definitions are refused. */
    GatewayConditions(
            SortedMap<Subject, SortedSet<Cause>> causes, Attachments attachments, Collection<Plan> plans, int errors) {
        this.causes = causes;
        this.attachments = attachments;
        this.programmed =
                plans.stream().flatMap(plan -> plan.listenerNames().stream()).collect(Collectors.toSet());
        this.whyNot =
                errors == 0 ? "" : "The definitions are refused: " + errors + (errors == 1 ? " error." : " errors.");
    }

    ResourceStatus.OfGateway of(GatewayDefinition gateway) {
        String name = gateway.metadata().fullName();
        List<ResourceStatus.Listener> listeners = gateway.listeners().stream()
                .map(listener -> listener(gateway, listener))
                .toList();
        boolean served =
                gateway.listeners().stream().anyMatch(listener -> programmed.contains(name + "/" + listener.name()));
        Causes own = new Causes(causes, Subject.resource("Gateway", name));
        List<Condition> conditions = new ArrayList<>();
        conditions.add(accepted(own, listeners));
        conditions.add(programmed(served));
        conditions.add(own.positive(ConditionType.RESOLVED_REFS, "ResolvedRefs"));
        own.negative(ConditionType.INSECURE_FRONTEND_VALIDATION_MODE).ifPresent(conditions::add);
        List<String> addresses = served
                ? gateway.addresses().stream().map(address -> address.value()).toList()
                : List.of();
        return new ResourceStatus.OfGateway(name, addresses, conditions, listeners);
    }

    /** A Gateway is accepted as long as one of its listeners is (Gateway API v1, "ListenersNotValid"). */
    private static Condition accepted(Causes own, List<ResourceStatus.Listener> listeners) {
        Condition condition = own.positive(ConditionType.ACCEPTED, "Accepted");
        List<String> refused = listeners.stream()
                .filter(listener -> listener.conditions().stream()
                        .anyMatch(each -> each.type() == ConditionType.ACCEPTED && !each.holds()))
                .map(ResourceStatus.Listener::name)
                .toList();
        return !condition.holds() || refused.isEmpty()
                ? condition
                : new Condition(
                        ConditionType.ACCEPTED,
                        refused.size() < listeners.size(),
                        "ListenersNotValid",
                        "Not accepted: " + String.join(", ", refused) + ".");
    }

    private Condition programmed(boolean served) {
        return served
                ? new Condition(ConditionType.PROGRAMMED, true, "Programmed", "")
                : new Condition(ConditionType.PROGRAMMED, false, "Invalid", whyNot);
    }

    private ResourceStatus.Listener listener(GatewayDefinition gateway, GatewayDefinition.Listener listener) {
        String name = gateway.metadata().fullName();
        Causes own = new Causes(causes, Subject.listener(name, listener.name()));
        Condition conflicted = own.negative(ConditionType.CONFLICTED)
                .orElse(new Condition(ConditionType.CONFLICTED, false, "NoConflicts", ""));
        Condition accepted = conflicted.holds()
                ? new Condition(ConditionType.ACCEPTED, false, conflicted.reason(), conflicted.message())
                : own.positive(ConditionType.ACCEPTED, "Accepted");
        List<Condition> conditions = new ArrayList<>();
        conditions.add(accepted);
        conditions.add(programmed(programmed.contains(name + "/" + listener.name())));
        conditions.add(own.positive(ConditionType.RESOLVED_REFS, "ResolvedRefs"));
        conditions.add(conflicted);
        own.negative(ConditionType.OVERLAPPING_TLS_CONFIG).ifPresent(conditions::add);
        return new ResourceStatus.Listener(
                listener.name(),
                accepted.holds() ? listener.kinds() : List.of(),
                attachments.count(gateway, listener),
                conditions);
    }
}

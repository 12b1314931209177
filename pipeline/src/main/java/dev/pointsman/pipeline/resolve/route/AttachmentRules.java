package dev.pointsman.pipeline.resolve.route;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resolve.reference.NamespaceLabels;
import dev.pointsman.pipeline.resource.LabelSelector;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition.AdmittedNamespaces;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.resource.route.RouteDefinition;

/**
 * Which listeners of a Gateway a route asks for, and which of those let it in.
 *
 * <p>Source: Gateway API v1.6, "ParentReference" and "AllowedRoutes".
 */
public final class AttachmentRules {

    private final Lookup lookup;
    private final NamespaceLabels namespaces;
    private final Findings findings;

    public AttachmentRules(Lookup lookup, NamespaceLabels namespaces, Findings findings) {
        this.lookup = lookup;
        this.namespaces = namespaces;
        this.findings = findings;
    }

    /**
     * The listeners that the reference names and that admit the route's kind and namespace; empty after a finding, which is held against
     * the route under this parent.
     */
    List<GatewayDefinition.Listener> admitting(
            RouteDefinition route, ParentReference parent, GatewayDefinition gateway, Subject subject) {
        List<GatewayDefinition.Listener> named =
                onPort(parent.port(), named(parent.sectionName(), gateway, subject), gateway, subject);
        List<GatewayDefinition.Listener> admitting = named.stream()
                .filter(listener -> listener.admits(route.metadata().kind()))
                .filter(listener -> admitsNamespace(listener, gateway, route))
                .toList();
        if (admitting.isEmpty() && !named.isEmpty()) {
            refuse(route, parent, named, gateway, subject);
        }
        return admitting;
    }

    private List<GatewayDefinition.Listener> named(
            Located<String> section, GatewayDefinition gateway, Subject subject) {
        List<GatewayDefinition.Listener> named = gateway.listeners().stream()
                .filter(listener -> section.value().isEmpty() || listener.name().equals(section.value()))
                .toList();
        if (named.isEmpty()) {
            Map<String, String> places = new TreeMap<>();
            gateway.listeners()
                    .forEach(listener -> places.put(
                            listener.name(), listener.origin().place().toString()));
            lookup.missing(
                    "listener of Gateway " + Quoted.of(gateway.metadata().fullName()) + " named",
                    section.value(),
                    section.origin(),
                    places.keySet(),
                    places::get,
                    new Consequence(subject, Reason.NO_MATCHING_PARENT));
        }
        return named;
    }

    private List<GatewayDefinition.Listener> onPort(
            Located<Integer> port, List<GatewayDefinition.Listener> named, GatewayDefinition gateway, Subject subject) {
        List<GatewayDefinition.Listener> onPort = named.stream()
                .filter(listener -> port.value() == 0 || listener.port().value().equals(port.value()))
                .toList();
        if (onPort.isEmpty() && !named.isEmpty()) {
            List<String> ports = named.stream()
                    .map(listener -> listener.port().value().toString())
                    .toList();
            findings.error(
                    FindingCode.DANGLING_REFERENCE,
                    port.origin(),
                    "Gateway " + Quoted.of(gateway.metadata().fullName()) + " ("
                            + gateway.metadata().origin().place() + ") has no such listener on port " + port.value(),
                    "It listens on " + Suggestion.list(ports) + ".",
                    new Consequence(subject, Reason.NO_MATCHING_PARENT));
        }
        return onPort;
    }

    private boolean admitsNamespace(
            GatewayDefinition.Listener listener, GatewayDefinition gateway, RouteDefinition route) {
        return switch (listener.admitted()) {
            case AdmittedNamespaces.All() -> true;
            case AdmittedNamespaces.Same() ->
                gateway.metadata().namespace().equals(route.metadata().namespace());
            case AdmittedNamespaces.Selected(LabelSelector selector) ->
                selector.matches(namespaces.of(route.metadata().namespace()));
        };
    }

    private void refuse(
            RouteDefinition route,
            ParentReference parent,
            List<GatewayDefinition.Listener> named,
            GatewayDefinition gateway,
            Subject subject) {
        Consequence notAllowed = new Consequence(subject, Reason.NOT_ALLOWED_BY_LISTENERS);
        String owner = "Gateway " + Quoted.of(gateway.metadata().fullName()) + " ("
                + named.getFirst().origin().place() + ")";
        boolean kindIsAdmitted = named.stream()
                .anyMatch(listener -> listener.admits(route.metadata().kind()));
        if (kindIsAdmitted) {
            findings.error(
                    FindingCode.NOT_ADMITTED,
                    parent.gateway().origin(),
                    owner + " takes no routes from namespace "
                            + Quoted.of(route.metadata().namespace()),
                    "Its listener can allow them by allowedRoutes.namespaces.",
                    notAllowed);
        } else {
            findings.error(
                    FindingCode.NOT_ADMITTED,
                    parent.gateway().origin(),
                    owner + " takes no " + route.metadata().kind().title() + "s",
                    "Its listener can allow them by allowedRoutes.kinds.",
                    notAllowed);
        }
    }
}

package dev.pointsman.pipeline.resolve.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.plan.HostMatch;
import dev.pointsman.pipeline.plan.Rule;
import dev.pointsman.pipeline.plan.RuleName;
import dev.pointsman.pipeline.resolve.reference.Attachments;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resource.GatewayDefinition;
import dev.pointsman.pipeline.resource.HttpRouteDefinition;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ParentReference;

/**
 * Attaches routes to listeners, and puts each listener's rules in order.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteSpec.hostnames".
 */
public final class RouteResolver {

    private final Lookup lookup;
    private final AttachmentRules attachment;
    private final BackendResolver backends;
    private final Attachments attachments;
    private final Findings findings;
    private final Map<GatewayDefinition.Listener, List<RankedRule>> attached = new HashMap<>();

    public RouteResolver(
            Lookup lookup,
            AttachmentRules attachment,
            BackendResolver backends,
            Attachments attachments,
            Findings findings) {
        this.lookup = lookup;
        this.attachment = attachment;
        this.backends = backends;
        this.attachments = attachments;
        this.findings = findings;
    }

    /** Attaches one route to every listener that it names and that admits it. */
    public void attach(HttpRouteDefinition route) {
        if (route.parents().isEmpty()) {
            findings.warning(
                    FindingCode.WITHOUT_EFFECT,
                    route.metadata().origin(),
                    "the route has no parentRefs, so no Gateway serves it",
                    "Name a Gateway in parentRefs.");
        }
        Metadata metadata = route.metadata();
        List<BackendResolver.Shares> shares = route.rules().stream()
                .map(rule -> backends.resolve(metadata, rule))
                .toList();
        for (int index = 0; index < route.parents().size(); index++) {
            ParentReference parent = route.parents().get(index);
            Subject subject = Subject.parent(metadata.kind().title(), metadata.fullName(), index);
            lookup.find(
                            Kind.GATEWAY,
                            parent.gateway(),
                            GatewayDefinition.class,
                            new Consequence(subject, Reason.NO_MATCHING_PARENT))
                    .ifPresent(gateway -> attach(route, parent, gateway, shares, subject));
        }
    }

    private void attach(
            HttpRouteDefinition route,
            ParentReference parent,
            GatewayDefinition gateway,
            List<BackendResolver.Shares> shares,
            Subject subject) {
        List<GatewayDefinition.Listener> admitting = attachment.admitting(route, parent, gateway, subject);
        boolean served = admitting.isEmpty();
        for (GatewayDefinition.Listener listener : admitting) {
            Map<HostMatch, HostMatch> hosts = hosts(listener, route);
            hosts.forEach((host, written) -> add(listener, route, host, written, shares));
            if (!hosts.isEmpty()) {
                attachments.add(gateway, listener, route);
                served = true;
            }
        }
        if (!served) {
            List<String> listening = admitting.stream()
                    .map(listener -> listener.hostname().value())
                    .toList();
            findings.error(
                    FindingCode.NOT_ADMITTED,
                    route.hostnames().getFirst().origin(),
                    "Gateway " + Quoted.of(gateway.metadata().fullName()) + " ("
                            + gateway.metadata().origin().place() + ") listens for none of the route's host names",
                    "It listens for " + Suggestion.list(listening) + ".",
                    new Consequence(subject, Reason.NO_MATCHING_LISTENER_HOSTNAME));
        }
    }

    /** The hosts that listener and route share, each with the most specific of the route's names that led to it. */
    private static Map<HostMatch, HostMatch> hosts(GatewayDefinition.Listener listener, HttpRouteDefinition route) {
        HostMatch own = Hostnames.parse(listener.hostname().value());
        List<HostMatch> written = route.hostnames().isEmpty()
                ? List.of(new HostMatch.Any())
                : route.hostnames().stream()
                        .map(name -> Hostnames.parse(name.value()))
                        .toList();
        Map<HostMatch, HostMatch> hosts = new TreeMap<>(Hostnames.MOST_SPECIFIC_FIRST);
        for (HostMatch name : written) {
            Hostnames.intersect(own, name).ifPresent(host -> hosts.merge(host, name, RouteResolver::moreSpecific));
        }
        return hosts;
    }

    private static HostMatch moreSpecific(HostMatch one, HostMatch other) {
        return Hostnames.MOST_SPECIFIC_FIRST.compare(one, other) <= 0 ? one : other;
    }

    private void add(
            GatewayDefinition.Listener listener,
            HttpRouteDefinition route,
            HostMatch host,
            HostMatch written,
            List<BackendResolver.Shares> shares) {
        List<RankedRule> rules = attached.computeIfAbsent(listener, any -> new ArrayList<>());
        for (int index = 0; index < route.rules().size(); index++) {
            RuleName name = new RuleName(route.metadata().resourceName(), index);
            HttpRouteDefinition.Rule rule = route.rules().get(index);
            for (int match = 0; match < rule.matches().size(); match++) {
                rules.add(new RankedRule(
                        new Rule(
                                name,
                                host,
                                rule.matches().get(match),
                                shares.get(index).targets(),
                                rule.treatment(),
                                shares.get(index).toNowhere()),
                        written,
                        route.metadata().creationTimestamp(),
                        match));
            }
        }
    }

    /** The rules of a listener in the order in which they are tried. */
    public List<Rule> rulesOf(GatewayDefinition.Listener listener) {
        return attached.getOrDefault(listener, List.of()).stream()
                .sorted(RulePrecedence.ORDER)
                .map(RankedRule::rule)
                .toList();
    }
}

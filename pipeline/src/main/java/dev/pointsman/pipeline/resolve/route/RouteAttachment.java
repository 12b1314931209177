package dev.pointsman.pipeline.resolve.route;

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
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.resolve.reference.Attachments;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.resource.route.RouteDefinition;

/**
 * Attaches routes of every kind to the listeners that they name, that admit them, and with which they share hosts.
 *
 * <p>Source: Gateway API v1.6, "CommonRouteSpec.parentRefs", "HTTPRouteSpec.hostnames" and "TLSRouteSpec.hostnames".
 */
public final class RouteAttachment {
    private final Lookup lookup;
    private final AttachmentRules rules;
    private final Attachments attachments;
    private final Findings findings;

    public RouteAttachment(Lookup lookup, AttachmentRules rules, Attachments attachments, Findings findings) {
        this.lookup = lookup;
        this.rules = rules;
        this.attachments = attachments;
        this.findings = findings;
    }

    /** Takes a route at a listener, once for each host that both share. */
    interface Taker {
        /** The host that both share, and the most specific of the route's own names that led to it. */
        void take(GatewayDefinition.Listener listener, HostMatch host, HostMatch written);
    }

    /** Attaches one route to every listener that it names and that admits it. */
    void attach(RouteDefinition route, Taker taker) {
        if (route.parents().isEmpty()) {
            findings.warning(
                    FindingCode.WITHOUT_EFFECT,
                    route.metadata().origin(),
                    "the route has no parentRefs, so no Gateway serves it",
                    "Name a Gateway in parentRefs.");
        }
        Metadata metadata = route.metadata();
        for (int index = 0; index < route.parents().size(); index++) {
            ParentReference parent = route.parents().get(index);
            if (!parent.isGateway()) {
                remark(parent);
                continue;
            }
            Subject subject = Subject.parent(metadata.kind().title(), metadata.fullName(), index);
            lookup.find(
                            Kind.GATEWAY,
                            parent.gateway(),
                            GatewayDefinition.class,
                            new Consequence(subject, Reason.NO_MATCHING_PARENT))
                    .ifPresent(gateway -> attach(route, parent, gateway, subject, taker));
        }
    }

    /**
     * Another kind of parent is another controller's, which alone writes its status; but the Gateway API's own group has no kind that
     * somebody else would make up, so a word that it does not know is a slip.
     */
    private void remark(ParentReference parent) {
        String kind = Quoted.of(parent.kind().value());
        if (parent.group().equals(Kind.GATEWAY_GROUP)) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    parent.kind().origin(),
                    "Pointsman attaches routes to Gateways, not to kind " + kind + " of group "
                            + Quoted.of(parent.group()),
                    Suggestion.nearest(parent.kind().value(), List.of(Kind.GATEWAY.title()))
                            .map(near -> "Did you mean " + Quoted.of(near) + "?")
                            .orElse("The route's other parents are served."));
        } else {
            findings.warning(
                    FindingCode.WITHOUT_EFFECT,
                    parent.kind().origin(),
                    "a parent of kind " + kind + " of "
                            + (parent.group().isEmpty() ? "the core group" : "group " + Quoted.of(parent.group()))
                            + " is not Pointsman's to serve",
                    "It is left to whoever serves that kind.");
        }
    }

    private void attach(
            RouteDefinition route, ParentReference parent, GatewayDefinition gateway, Subject subject, Taker taker) {
        List<GatewayDefinition.Listener> admitting = rules.admitting(route, parent, gateway, subject);
        boolean served = admitting.isEmpty();
        for (GatewayDefinition.Listener listener : admitting) {
            Map<HostMatch, HostMatch> hosts = hosts(listener, route);
            hosts.forEach((host, written) -> taker.take(listener, host, written));
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
    private static Map<HostMatch, HostMatch> hosts(GatewayDefinition.Listener listener, RouteDefinition route) {
        HostMatch own = Hostnames.parse(listener.hostname().value());
        List<HostMatch> written = route.hostnames().isEmpty()
                ? List.of(new HostMatch.Any())
                : route.hostnames().stream()
                        .map(name -> Hostnames.parse(name.value()))
                        .toList();
        Map<HostMatch, HostMatch> hosts = new TreeMap<>(HostMatch.MOST_SPECIFIC_FIRST);
        for (HostMatch name : written) {
            Hostnames.intersect(own, name).ifPresent(host -> hosts.merge(host, name, RouteAttachment::moreSpecific));
        }
        return hosts;
    }

    private static HostMatch moreSpecific(HostMatch one, HostMatch other) {
        return HostMatch.MOST_SPECIFIC_FIRST.compare(one, other) <= 0 ? one : other;
    }
}

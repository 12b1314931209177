package dev.pointsman.pipeline.resolve.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.plan.rule.StreamRule;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.route.StreamRouteDefinition;

/**
 * Attaches TCPRoutes and TLSRoutes to listeners, and puts each listener's rules in order.
 *
 * <p>Source: Gateway API v1.6, "TCPRoute", "TLSRoute" and "Listener.allowedRoutes" (the most specific, then the oldest, then the first in
 * alphabetical order of "namespace/name"). Of several routes that want the same connections the first gets all of them.
 */
public final class StreamResolver {
    private static final Comparator<Ranked> ORDER = Comparator.comparing(
                    (Ranked ranked) -> ranked.rule().host(), HostMatch.MOST_SPECIFIC_FIRST)
            .thenComparing(Ranked::written, HostMatch.MOST_SPECIFIC_FIRST)
            .thenComparing(Ranked::created)
            .thenComparing(ranked -> ranked.rule().name().route().toString());

    private final RouteAttachment attachment;
    private final BackendResolver backends;
    private final Findings findings;
    private final Map<GatewayDefinition.Listener, List<Ranked>> attached = new HashMap<>();

    private record Ranked(StreamRule rule, HostMatch written, StreamRouteDefinition route) {
        Instant created() {
            return route.metadata().creationTimestamp();
        }
    }

    public StreamResolver(RouteAttachment attachment, BackendResolver backends, Findings findings) {
        this.attachment = attachment;
        this.backends = backends;
        this.findings = findings;
    }

    /** Attaches one route to every listener that it names and that admits it. */
    public void attach(StreamRouteDefinition route) {
        BackendResolver.Shares shares = backends.resolve(route.metadata(), route.backends(), route.rule());
        RuleName name = new RuleName(route.metadata().resourceName(), 0);
        attachment.attach(
                route,
                (listener, host, written) -> attached.computeIfAbsent(listener, any -> new ArrayList<>())
                        .add(new Ranked(
                                new StreamRule(name, host, shares.targets(), shares.toNowhere()), written, route)));
    }

    /** The rules of a listener in the order in which they are tried, without those that never get a connection. */
    public List<StreamRule> rulesOf(GatewayDefinition.Listener listener) {
        Map<HostMatch, StreamRule> rules = new LinkedHashMap<>();
        for (Ranked ranked : attached.getOrDefault(listener, List.of()).stream()
                .sorted(ORDER)
                .toList()) {
            StreamRule first = rules.putIfAbsent(ranked.rule().host(), ranked.rule());
            if (first != null) {
                findings.warning(
                        FindingCode.WITHOUT_EFFECT,
                        ranked.route().metadata().origin(),
                        "route " + Quoted.of(first.name().route().toString()) + " gets all its connections on listener "
                                + Quoted.of(listener.name()),
                        "The older one goes first, then the alphabet decides.");
            }
        }
        return List.copyOf(rules.values());
    }
}

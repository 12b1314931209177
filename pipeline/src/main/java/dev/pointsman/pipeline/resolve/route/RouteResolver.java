package dev.pointsman.pipeline.resolve.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.route.HttpRouteDefinition;

/**
 * Attaches HTTPRoutes to listeners, and puts each listener's rules in order.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteSpec.hostnames".
 */
public final class RouteResolver {

    private final RouteAttachment attachment;
    private final BackendResolver backends;
    private final Map<GatewayDefinition.Listener, List<RankedRule>> attached = new HashMap<>();

    public RouteResolver(RouteAttachment attachment, BackendResolver backends) {
        this.attachment = attachment;
        this.backends = backends;
    }

    /** Attaches one route to every listener that it names and that admits it. */
    public void attach(HttpRouteDefinition route) {
        List<BackendResolver.Shares> shares = route.rules().stream()
                .map(rule -> backends.resolve(route.metadata(), rule))
                .toList();
        attachment.attach(route, (listener, host, written) -> add(listener, route, host, written, shares));
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

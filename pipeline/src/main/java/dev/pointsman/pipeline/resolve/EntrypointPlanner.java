package dev.pointsman.pipeline.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.plan.Entrypoint;
import dev.pointsman.pipeline.plan.Listener;
import dev.pointsman.pipeline.resolve.listener.ListenerResolver;
import dev.pointsman.pipeline.resolve.listener.ListenerResolver.ServedListener;
import dev.pointsman.pipeline.resolve.route.Hostnames;
import dev.pointsman.pipeline.resolve.route.RouteResolver;
import dev.pointsman.pipeline.resource.GatewayDefinition;

/** Groups the listeners of Gateways by the ports that they share. */
final class EntrypointPlanner {
    private final ListenerResolver listeners;
    private final RouteResolver routes;

    EntrypointPlanner(ListenerResolver listeners, RouteResolver routes) {
        this.listeners = listeners;
        this.routes = routes;
    }

    /** The entrypoints of these Gateways, each with its listeners, the most specific first. */
    List<Entrypoint> plan(List<GatewayDefinition> gateways) {
        List<Entrypoint> entrypoints = new ArrayList<>();
        for (GatewayDefinition gateway : gateways) {
            Map<Integer, List<ServedListener>> ports = listeners.served(gateway).stream()
                    .collect(Collectors.groupingBy(
                            listener -> listener.definition().port().value(), TreeMap::new, Collectors.toList()));
            ports.forEach((port, served) -> entrypoints.add(new Entrypoint(
                    gateway.addresses().getFirst().value(),
                    port,
                    served.stream()
                            .map(listener -> listener(gateway, listener))
                            .sorted(Comparator.comparing(Listener::host, Hostnames.MOST_SPECIFIC_FIRST))
                            .toList(),
                    served.getFirst().clients())));
        }
        return entrypoints;
    }

    private Listener listener(GatewayDefinition gateway, ServedListener listener) {
        GatewayDefinition.Listener definition = listener.definition();
        return new Listener(
                gateway.metadata().resourceName(),
                definition.name(),
                Hostnames.parse(definition.hostname().value()),
                listener.certificates(),
                routes.rulesOf(definition));
    }
}

package dev.pointsman.pipeline.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.resolve.listener.ListenerResolver;
import dev.pointsman.pipeline.resolve.listener.ListenerResolver.ServedListener;
import dev.pointsman.pipeline.resolve.route.Hostnames;
import dev.pointsman.pipeline.resolve.route.RouteResolver;
import dev.pointsman.pipeline.resolve.route.StreamResolver;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;

/** Groups the listeners of Gateways by the ports that they share. */
final class EntrypointPlanner {
    private final ListenerResolver listeners;
    private final RouteResolver routes;
    private final StreamResolver streams;

    EntrypointPlanner(ListenerResolver listeners, RouteResolver routes, StreamResolver streams) {
        this.listeners = listeners;
        this.routes = routes;
        this.streams = streams;
    }

    /** The entrypoints for requests, each with its listeners, the most specific first. */
    List<Entrypoint> entrypoints(List<GatewayDefinition> gateways) {
        List<Entrypoint> entrypoints = new ArrayList<>();
        for (GatewayDefinition gateway : gateways) {
            byPort(gateway, true)
                    .forEach((port, served) -> entrypoints.add(new Entrypoint(
                            address(gateway),
                            port,
                            served.stream()
                                    .map(listener -> listener(gateway, listener))
                                    .sorted(Comparator.comparing(Listener::host, HostMatch.MOST_SPECIFIC_FIRST))
                                    .toList(),
                            served.getFirst().clients(),
                            listeners.identity(gateway))));
        }
        return entrypoints;
    }

    /** The entrypoints for connections, each with its listeners, the most specific first. */
    List<StreamEntrypoint> streams(List<GatewayDefinition> gateways) {
        List<StreamEntrypoint> entrypoints = new ArrayList<>();
        for (GatewayDefinition gateway : gateways) {
            byPort(gateway, false)
                    .forEach((port, served) -> entrypoints.add(new StreamEntrypoint(
                            address(gateway),
                            port,
                            transport(served),
                            served.stream()
                                    .map(listener -> streamListener(gateway, listener))
                                    .sorted(Comparator.comparing(StreamListener::host, HostMatch.MOST_SPECIFIC_FIRST))
                                    .toList())));
        }
        return entrypoints;
    }

    private Map<Integer, List<ServedListener>> byPort(GatewayDefinition gateway, boolean http) {
        return listeners.served(gateway).stream()
                .filter(listener -> listener.definition().speaks().isHttp() == http)
                .collect(Collectors.groupingBy(
                        listener -> listener.definition().port().value(), TreeMap::new, Collectors.toList()));
    }

    private static String address(GatewayDefinition gateway) {
        return gateway.addresses().getFirst().value();
    }

    private static StreamEntrypoint.Transport transport(List<ServedListener> sharing) {
        if (!sharing.getFirst().definition().speaks().isOverTls()) {
            return StreamEntrypoint.Transport.TCP;
        }
        long passing = sharing.stream()
                .filter(listener -> listener.definition().tls().passesThrough())
                .count();
        if (passing == 0) {
            return StreamEntrypoint.Transport.TLS_ENDED;
        }
        return passing == sharing.size()
                ? StreamEntrypoint.Transport.TLS_PASSED_THROUGH
                : StreamEntrypoint.Transport.TLS_BY_LISTENER;
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

    private StreamListener streamListener(GatewayDefinition gateway, ServedListener listener) {
        GatewayDefinition.Listener definition = listener.definition();
        return new StreamListener(
                gateway.metadata().resourceName(),
                definition.name(),
                Hostnames.parse(definition.hostname().value()),
                listener.certificates(),
                streams.rulesOf(definition));
    }
}

package dev.pointsman.lab.net;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import static dev.pointsman.lab.net.RoutingRule.Band.DROP;
import static dev.pointsman.lab.net.RoutingRule.Band.FAULT;
import static dev.pointsman.lab.net.RoutingRule.Band.FROM_ROUTER;
import static dev.pointsman.lab.net.RoutingRule.Band.LOCAL_ROUTE;
import static dev.pointsman.lab.net.RoutingRule.Band.OWN;
import static dev.pointsman.lab.net.RoutingRule.Band.ROUTE_TABLE;

/**
 * What the VPC is supposed to do with packets, and which Linux rules and routes make the router do so.
 *
 * <p>It is pure, so that every change to the lab's network is the difference between two of these and nothing is ever
 * forgotten on the way back: healing a fault yields exactly the rules that were there before.
 *
 * @param ports by host name
 * @param tables Linux routing table numbers by VPC route table id
 * @param entries the VPC's routes, and the host each one sends packets to; empty means they are lost
 * @param severed pairs of a host and an address that its packets do not reach
 */
record RouterConfiguration(
        Map<String, Port> ports,
        Map<String, Integer> tables,
        Map<Entry, Optional<String>> entries,
        Set<Severed> severed) {

    private static final int FIRST_TABLE = 1_000;
    private static final String MAIN = "main";

    /** A VPC route's key: one route table holds a destination (CIDR notation) at most once. */
    record Entry(String routeTable, String destination) {}

    /** Packets of this host for this address are lost. */
    record Severed(String fromHost, String toAddress) {}

    RouterConfiguration {
        ports = Map.copyOf(ports);
        tables = Map.copyOf(tables);
        entries = Map.copyOf(entries);
        severed = Set.copyOf(severed);
    }

    static RouterConfiguration empty() {
        return new RouterConfiguration(Map.of(), Map.of(), Map.of(), Set.of());
    }

    RouterConfiguration withPort(Port port) {
        var all = new HashMap<>(ports);
        all.put(port.host().name(), port);
        return new RouterConfiguration(all, withTable(port.routeTable()), entries, severed);
    }

    RouterConfiguration withPort(String host, UnaryOperator<Port> change) {
        return withPort(change.apply(port(host)));
    }

    RouterConfiguration withEntry(Entry entry, Optional<String> host) {
        host.ifPresent(this::port);
        var all = new HashMap<>(entries);
        all.put(entry, host);
        return new RouterConfiguration(ports, withTable(entry.routeTable()), all, severed);
    }

    RouterConfiguration withoutEntry(Entry entry) {
        var rest = new HashMap<>(entries);
        rest.remove(entry);
        return new RouterConfiguration(ports, tables, rest, severed);
    }

    RouterConfiguration withSevered(Set<Severed> newSevered) {
        return new RouterConfiguration(ports, tables, entries, newSevered);
    }

    Port port(String host) {
        var port = ports.get(host);
        if (port == null) {
            throw new IllegalArgumentException("no host '%s' on the lab's network; there are %s"
                    .formatted(host, ports.keySet().stream().sorted().toList()));
        }
        return port;
    }

    /** The rules, in no particular order. */
    Set<RoutingRule> rules() {
        var rules = new LinkedHashSet<>(List.of(
                new RoutingRule(OWN, "from all lookup local"),
                new RoutingRule(FROM_ROUTER, "from all iif lo lookup main"),
                new RoutingRule(DROP, "from all blackhole")));
        for (var port : ports.values()) {
            if (port.isCut()) {
                rules.add(new RoutingRule(FAULT, "from all iif %s blackhole".formatted(port.device())));
            }
            // The source half of the source/destination check: an unexpected sender meets no rule but the last one.
            var senders = port.checksSourceAndDestination() ? port.host().addresses() : List.of("all");
            for (var sender : senders) {
                var who = "from %s iif %s lookup ".formatted(sender, port.device());
                rules.add(new RoutingRule(LOCAL_ROUTE, who + MAIN));
                if (port.routeTable() != null) {
                    rules.add(new RoutingRule(ROUTE_TABLE, who + tables.get(port.routeTable())));
                }
            }
        }
        for (var pair : severed) {
            rules.add(new RoutingRule(
                    FAULT,
                    "from all to %s iif %s blackhole"
                            .formatted(pair.toAddress(), port(pair.fromHost()).device())));
        }
        return rules;
    }

    /** The routes: what stands after {@code route replace} or {@code route delete}, and how to get there. */
    Map<String, String> routes() {
        var routes = new LinkedHashMap<String, String>();
        for (var port : ports.values()) {
            for (var address : port.host().addresses()) {
                routes.put(
                        "%s/32 table %s".formatted(address, MAIN), port.isCut() ? BLACKHOLE : "dev " + port.device());
            }
        }
        entries.forEach((entry, host) -> routes.put(
                "%s table %d".formatted(entry.destination(), tables.get(entry.routeTable())),
                host.map(this::port).map(RouterConfiguration::hop).orElse(BLACKHOLE)));
        return routes;
    }

    /** What {@link #routes} says where packets are to be lost; in ip-route(8) it stands before the destination. */
    static final String BLACKHOLE = "blackhole";

    private static String hop(Port port) {
        // The destination half of the check: what an entry sends to an interface is never for its own address.
        return port.isCut() || port.checksSourceAndDestination()
                ? BLACKHOLE
                : "via %s dev %s onlink".formatted(port.host().address(), port.device());
    }

    private Map<String, Integer> withTable(String routeTable) {
        var all = new TreeMap<>(tables);
        if (routeTable != null) {
            all.putIfAbsent(routeTable, FIRST_TABLE + all.size());
        }
        return all;
    }
}

package dev.pointsman.pipeline.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * Everything one fleet has to do: where to listen, how to route, whom to forward to, and which VPC routes to hold.
 *
 * <p>It exists so that rendering, claiming and explaining all start from one agreed meaning of a revision.
 *
 * @param fleet the nodes and the VPC that they serve
 * @param entrypoints the addresses and ports to listen on, sorted; at least none (a fleet may start empty)
 * @param streams the addresses and ports whose connections are handed on, sorted; apart from the entrypoints, unless both are over TLS
 * @param backends every backend that a rule forwards to, sorted by name, each once
 * @param routeGroups the VPC routes that move together
 */
public record Plan(
        Fleet fleet,
        List<Entrypoint> entrypoints,
        List<StreamEntrypoint> streams,
        List<Backend> backends,
        List<RouteGroup> routeGroups) {

    public Plan {
        entrypoints = entrypoints.stream()
                .sorted(Comparator.comparing(Entrypoint::address).thenComparing(Entrypoint::port))
                .toList();
        streams = streams.stream()
                .sorted(Comparator.comparing(StreamEntrypoint::address).thenComparing(StreamEntrypoint::port))
                .toList();
        backends = backends.stream().sorted(Comparator.comparing(Backend::name)).toList();
        routeGroups = routeGroups.stream()
                .sorted(Comparator.comparing(RouteGroup::name))
                .toList();
        requireDistinct(entrypoints, streams);
        requireKnown(
                Stream.concat(requestTargets(entrypoints), connectionTargets(streams))
                        .toList(),
                backends);
    }

    /** Requests over TLS may come in beside connections that begin with TLS: the server name tells them apart. */
    private static void requireDistinct(List<Entrypoint> entrypoints, List<StreamEntrypoint> streams) {
        Map<String, Entrypoint> ofRequests = new HashMap<>();
        for (Entrypoint entrypoint : entrypoints) {
            if (ofRequests.put(socket(entrypoint.address(), entrypoint.port()), entrypoint) != null) {
                throw new IllegalArgumentException(
                        "two entrypoints on " + socket(entrypoint.address(), entrypoint.port()));
            }
        }
        Set<String> ofConnections = new HashSet<>();
        for (StreamEntrypoint stream : streams) {
            String socket = socket(stream.address(), stream.port());
            Entrypoint beside = ofRequests.get(socket);
            boolean apart = beside == null || (beside.isTls() && stream.beginsWithTls());
            if (!ofConnections.add(socket) || !apart) {
                throw new IllegalArgumentException("two entrypoints on " + socket);
            }
            if (beside != null) {
                Set<HostMatch> hosts =
                        beside.listeners().stream().map(Listener::host).collect(Collectors.toSet());
                stream.listeners().stream()
                        .map(StreamListener::host)
                        .filter(hosts::contains)
                        .findFirst()
                        .ifPresent(host -> {
                            throw new IllegalArgumentException(
                                    "two listeners on " + socket + " for the same host, " + host);
                        });
            }
        }
    }

    private static String socket(String address, int port) {
        return address + ":" + port;
    }

    private static void requireKnown(List<BackendName> targets, List<Backend> backends) {
        Set<BackendName> known = new HashSet<>();
        for (Backend backend : backends) {
            if (!known.add(backend.name())) {
                throw new IllegalArgumentException("two backends named \"" + backend.name() + "\"");
            }
        }
        for (BackendName target : targets) {
            if (!known.contains(target)) {
                throw new IllegalArgumentException(
                        "a rule forwards to \"" + target + "\", which the plan does not hold");
            }
        }
    }

    private static List<String> sockets(List<Entrypoint> entrypoints, List<StreamEntrypoint> streams) {
        return Stream.concat(
                        entrypoints.stream().map(entrypoint -> socket(entrypoint.address(), entrypoint.port())),
                        streams.stream().map(stream -> socket(stream.address(), stream.port())))
                .distinct()
                .toList();
    }

    private static Stream<BackendName> requestTargets(List<Entrypoint> entrypoints) {
        return entrypoints.stream()
                .flatMap(entrypoint -> entrypoint.listeners().stream())
                .flatMap(listener -> listener.rules().stream())
                .flatMap(rule -> rule.targets().stream())
                .map(WeightedBackend::backend);
    }

    private static Stream<BackendName> connectionTargets(List<StreamEntrypoint> streams) {
        return streams.stream()
                .flatMap(stream -> stream.listeners().stream())
                .flatMap(listener -> listener.rules().stream())
                .flatMap(rule -> rule.targets().stream())
                .map(WeightedBackend::backend);
    }

    /** The requests that come in at the address and port of connections; they are told apart by the server name. */
    public Optional<Entrypoint> beside(StreamEntrypoint stream) {
        return entrypoints.stream()
                .filter(entrypoint ->
                        entrypoint.address().equals(stream.address()) && entrypoint.port() == stream.port())
                .findFirst();
    }

    /** The connections that come in at the address and port of requests. */
    public Optional<StreamEntrypoint> beside(Entrypoint entrypoint) {
        return streams.stream()
                .filter(stream -> stream.address().equals(entrypoint.address()) && stream.port() == entrypoint.port())
                .findFirst();
    }

    /** The backends that requests are forwarded to; a backend may also get connections. */
    public List<Backend> backendsOfRequests() {
        return backendsAmong(requestTargets(entrypoints));
    }

    /** The backends that connections are handed to; a backend may also get requests. */
    public List<Backend> backendsOfConnections() {
        return backendsAmong(connectionTargets(streams));
    }

    private List<Backend> backendsAmong(Stream<BackendName> targets) {
        Set<BackendName> names = targets.collect(Collectors.toSet());
        return backends.stream()
                .filter(backend -> names.contains(backend.name()))
                .toList();
    }

    /** Every selector whose instances are endpoints of some backend. */
    public SortedSet<InstanceSelector> instanceSelectors() {
        SortedSet<InstanceSelector> selectors = new TreeSet<>();
        backends.forEach(backend -> backend.instances().ifPresent(selected -> selectors.add(selected.selector())));
        return selectors;
    }

    /**
     * The plan with the instances that there are now.
     *
     * @param addresses the private addresses of a selector's instances
     */
    public Plan withInstances(Function<InstanceSelector, ? extends Collection<String>> addresses) {
        List<Backend> known = backends.stream()
                .map(backend -> backend.instances()
                        .map(selected -> backend.withInstances(addresses.apply(selected.selector())))
                        .orElse(backend))
                .toList();
        return new Plan(fleet, entrypoints, streams, known, routeGroups);
    }

    /** Every address and port that a node listens on, {@code address:port}. */
    public List<String> sockets() {
        return sockets(entrypoints, streams);
    }

    /** The blocks that a node accepts as a whole, whatever it listens on in them. */
    public List<Ipv4Block> ranges() {
        return routeGroups.stream()
                .flatMap(group -> group.destinations().stream())
                .map(Ipv4Block::parse)
                .filter(block -> !block.isHost())
                .distinct()
                .toList();
    }

    /** Every address that a node listens on. */
    public SortedSet<String> addresses() {
        SortedSet<String> addresses = new TreeSet<>();
        entrypoints.forEach(entrypoint -> addresses.add(entrypoint.address()));
        streams.forEach(stream -> addresses.add(stream.address()));
        return addresses;
    }

    /** The full name of every listener that is served. */
    public SortedSet<String> listenerNames() {
        SortedSet<String> names = new TreeSet<>();
        entrypoints.forEach(entrypoint -> entrypoint.listeners().forEach(listener -> names.add(listener.fullName())));
        streams.forEach(stream -> stream.listeners().forEach(listener -> names.add(listener.fullName())));
        return names;
    }

    /** Every certificate with private key that a node must have to serve this plan. */
    public SortedSet<KeyPair> keyPairs() {
        SortedSet<KeyPair> pairs = new TreeSet<>();
        for (Entrypoint entrypoint : entrypoints) {
            entrypoint.listeners().forEach(listener -> pairs.addAll(listener.certificates()));
            entrypoint.identity().ifPresent(pairs::add);
        }
        for (StreamEntrypoint stream : streams) {
            stream.listeners().forEach(listener -> pairs.addAll(listener.certificates()));
        }
        return pairs;
    }
}

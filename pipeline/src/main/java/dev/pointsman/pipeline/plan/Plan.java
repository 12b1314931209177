package dev.pointsman.pipeline.plan;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything one fleet has to do: where to listen, how to route, whom to forward to, and which VPC routes to hold.
 *
 * <p>It exists so that rendering, claiming and explaining all start from one agreed meaning of a revision.
 *
 * @param fleet the nodes and the VPC that they serve
 * @param entrypoints the addresses and ports to listen on, sorted; at least none (a fleet may start empty)
 * @param backends every backend that a rule forwards to, sorted by name, each once
 * @param routeGroups the VPC routes that move together
 */
public record Plan(Fleet fleet, List<Entrypoint> entrypoints, List<Backend> backends, List<RouteGroup> routeGroups) {

    public Plan {
        entrypoints = entrypoints.stream()
                .sorted(Comparator.comparing(Entrypoint::address).thenComparing(Entrypoint::port))
                .toList();
        backends = backends.stream().sorted(Comparator.comparing(Backend::name)).toList();
        routeGroups = routeGroups.stream()
                .sorted(Comparator.comparing(RouteGroup::name))
                .toList();
        requireDistinctEntrypoints(entrypoints);
        requireKnownBackends(entrypoints, backends);
    }

    private static void requireDistinctEntrypoints(List<Entrypoint> entrypoints) {
        Set<String> seen = new HashSet<>();
        for (Entrypoint entrypoint : entrypoints) {
            if (!seen.add(entrypoint.address() + ":" + entrypoint.port())) {
                throw new IllegalArgumentException(
                        "two entrypoints on " + entrypoint.address() + ":" + entrypoint.port());
            }
        }
    }

    private static void requireKnownBackends(List<Entrypoint> entrypoints, List<Backend> backends) {
        Set<BackendName> known = new HashSet<>();
        for (Backend backend : backends) {
            if (!known.add(backend.name())) {
                throw new IllegalArgumentException("two backends named \"" + backend.name() + "\"");
            }
        }
        for (Entrypoint entrypoint : entrypoints) {
            for (Listener listener : entrypoint.listeners()) {
                for (Rule rule : listener.rules()) {
                    for (WeightedBackend target : rule.targets()) {
                        if (!known.contains(target.backend())) {
                            throw new IllegalArgumentException("rule " + rule.name() + " forwards to \""
                                    + target.backend() + "\", which the plan does not hold");
                        }
                    }
                }
            }
        }
    }

    /** Every certificate with private key that a node must have to serve this plan. */
    public SortedSet<KeyPair> keyPairs() {
        SortedSet<KeyPair> pairs = new TreeSet<>();
        for (Entrypoint entrypoint : entrypoints) {
            entrypoint.listeners().forEach(listener -> pairs.addAll(listener.certificates()));
        }
        return pairs;
    }
}

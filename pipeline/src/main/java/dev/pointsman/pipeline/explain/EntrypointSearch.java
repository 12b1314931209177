package dev.pointsman.pipeline.explain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * Which entrypoint a client means: what it says about its connection before any request.
 *
 * <p>It exists because nobody here knows the DNS: a host name leads to the address whose Gateway takes it.
 *
 * @param tls whether the connection is TLS
 * @param host the host name that the client knows, in lower case; or the address of an entrypoint
 * @param port 0 for any
 * @param gateway the Gateway, when somebody names it
 * @param listener the listener of the Gateway; empty for any
 */
public record EntrypointSearch(boolean tls, String host, int port, Optional<ResourceName> gateway, String listener) {

    /** Those that fit best: one when the question is clear, several when it is not, none when nobody listens there. */
    public List<Entrypoint> among(List<Entrypoint> entrypoints) {
        List<Entrypoint> fitting = entrypoints.stream()
                .filter(entrypoint -> entrypoint.isTls() == tls)
                .filter(entrypoint -> port == 0 || entrypoint.port() == port)
                .filter(entrypoint -> entrypoint.listeners().stream().anyMatch(this::isNamed))
                .toList();
        List<Entrypoint> byAddress = fitting.stream()
                .filter(entrypoint -> entrypoint.address().equals(host))
                .toList();
        List<Entrypoint> left = byAddress.isEmpty() ? fitting : byAddress;
        int best = left.stream().mapToInt(this::specificity).max().orElse(0);
        return left.stream()
                .filter(entrypoint -> specificity(entrypoint) == best)
                .sorted(Comparator.comparing(Entrypoint::address).thenComparing(Entrypoint::port))
                .toList();
    }

    private boolean isNamed(Listener candidate) {
        return gateway.isEmpty()
                || candidate.gateway().equals(gateway.get())
                        && (listener.isEmpty() || candidate.name().equals(listener));
    }

    private int specificity(Entrypoint entrypoint) {
        return entrypoint.listeners().stream()
                .filter(candidate -> RequestMatcher.takes(candidate.host(), host))
                .mapToInt(candidate -> switch (candidate.host()) {
                    case HostMatch.Any ignored -> 1;
                    case HostMatch.Wildcard wildcard -> 2 + wildcard.suffix().length();
                    case HostMatch.Exact ignored -> 1000;
                })
                .max()
                .orElse(0);
    }
}

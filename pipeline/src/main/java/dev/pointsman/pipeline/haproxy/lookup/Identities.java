package dev.pointsman.pipeline.haproxy.lookup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.KeyPair;

/**
 * Which certificate the servers of a backend are shown.
 *
 * <p>It exists because the certificate is the Gateway's, and HAProxy has it by server: a backend that is reached through Gateways with
 * different certificates has a section for each.
 */
public final class Identities {

    private static final Comparator<Optional<KeyPair>> NONE_FIRST =
            Comparator.comparing(identity -> identity.map(KeyPair::toString).orElse(""));

    private final Set<BackendName> overTls;
    private final Map<BackendName, SortedSet<Optional<KeyPair>>> shown = new HashMap<>();

    public Identities(Plan plan) {
        overTls = plan.backends().stream()
                .filter(backend -> backend.tls().isPresent())
                .map(Backend::name)
                .collect(Collectors.toSet());
        for (Entrypoint entrypoint : plan.entrypoints()) {
            entrypoint.listeners().stream()
                    .flatMap(listener -> listener.rules().stream())
                    .flatMap(rule -> rule.targets().stream())
                    .forEach(target -> shown.computeIfAbsent(target.backend(), any -> new TreeSet<>(NONE_FIRST))
                            .add(of(entrypoint, target.backend())));
        }
    }

    /** What requests that came in there show to the backend's servers; nothing in cleartext. */
    Optional<KeyPair> of(Entrypoint entrypoint, BackendName backend) {
        return overTls.contains(backend) ? entrypoint.identity() : Optional.empty();
    }

    /** Everything that the backend's servers are shown, each once: a section each. */
    public List<Optional<KeyPair>> of(BackendName backend) {
        return new ArrayList<>(shown.getOrDefault(backend, new TreeSet<>(NONE_FIRST)));
    }
}

package dev.pointsman.pipeline.comparison.fact;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.pointsman.pipeline.explain.Words;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.StreamRule;

/**
 * The facts about listeners, routes and backends.
 *
 * @param listeners by full name
 * @param routes by kind and full name
 * @param backends by full name and port
 */
public record PlanFacts(
        Map<String, SortedSet<String>> listeners,
        Map<String, SortedSet<String>> routes,
        Map<String, SortedSet<String>> backends) {

    public PlanFacts {
        listeners = Collections.unmodifiableMap(listeners);
        routes = Collections.unmodifiableMap(routes);
        backends = Collections.unmodifiableMap(backends);
    }

    public static PlanFacts of(Plan plan) {
        return new PlanFacts(listenersOf(plan), routesOf(plan), backendsOf(plan));
    }

    private static SortedMap<String, SortedSet<String>> listenersOf(Plan plan) {
        SortedMap<String, SortedSet<String>> listeners = new TreeMap<>();
        for (Entrypoint entrypoint : plan.entrypoints()) {
            for (Listener listener : entrypoint.listeners()) {
                SortedSet<String> facts = new TreeSet<>();
                String protocol = listener.isTls() ? "HTTPS" : "HTTP";
                facts.add(protocol + " at " + entrypoint.address() + ":" + entrypoint.port());
                facts.add(Words.of(listener.host()));
                listener.certificates().forEach(pair -> facts.add(CertificateFacts.of(pair)));
                entrypoint.clients().ifPresent(clients -> facts.add(CertificateFacts.of(clients)));
                entrypoint.identity().ifPresent(pair -> facts.add(CertificateFacts.of(pair) + " for servers"));
                listeners.put(listener.fullName(), facts);
            }
        }
        for (StreamEntrypoint stream : plan.streams()) {
            for (StreamListener listener : stream.listeners()) {
                SortedSet<String> facts = new TreeSet<>();
                facts.add(transport(stream, listener) + " at " + stream.address() + ":" + stream.port());
                facts.add(Words.of(listener.host()));
                listener.certificates().forEach(pair -> facts.add(CertificateFacts.of(pair)));
                listeners.put(listener.fullName(), facts);
            }
        }
        return listeners;
    }

    private static String transport(StreamEntrypoint stream, StreamListener listener) {
        return switch (stream.transport()) {
            case TCP -> "TCP";
            case TLS_PASSED_THROUGH -> "TLS, handed on,";
            case TLS_ENDED -> "TLS, ended here,";
            case TLS_BY_LISTENER -> listener.endsTls() ? "TLS, ended here," : "TLS, handed on,";
        };
    }

    private static SortedMap<String, SortedSet<String>> routesOf(Plan plan) {
        SortedMap<String, SortedSet<String>> routes = new TreeMap<>();
        for (Entrypoint entrypoint : plan.entrypoints()) {
            for (Listener listener : entrypoint.listeners()) {
                for (Rule rule : listener.rules()) {
                    String takes = "at " + listener.fullName() + ", " + Words.of(rule) + ": ";
                    SortedSet<String> facts =
                            of(routes, "HTTPRoute " + rule.name().route());
                    RuleFacts.of(rule).forEach(fact -> facts.add(takes + fact));
                }
            }
        }
        for (StreamEntrypoint stream : plan.streams()) {
            String kind = stream.transport() == StreamEntrypoint.Transport.TCP ? "TCPRoute " : "TLSRoute ";
            for (StreamListener listener : stream.listeners()) {
                for (StreamRule rule : listener.rules()) {
                    String host = rule.host() instanceof HostMatch.Any ? "" : ", " + Words.of(rule.host());
                    of(routes, kind + rule.name().route())
                            .add("at " + listener.fullName() + host + ": " + RuleFacts.shares(rule));
                }
            }
        }
        return routes;
    }

    private static SortedMap<String, SortedSet<String>> backendsOf(Plan plan) {
        SortedMap<String, SortedSet<String>> backends = new TreeMap<>();
        for (Backend backend : plan.backends()) {
            of(backends, backend.name().toString()).addAll(BackendFacts.of(backend));
        }
        return backends;
    }

    private static SortedSet<String> of(Map<String, SortedSet<String>> all, String name) {
        return all.computeIfAbsent(name, any -> new TreeSet<>());
    }
}

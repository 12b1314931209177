package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.comparison.Comparison.Action;
import dev.pointsman.pipeline.comparison.Comparison.Item;
import dev.pointsman.pipeline.explain.Words;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.StreamRule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;

/**
 * Which listeners, routes and backends come, go or change.
 *
 * <p>Each is described as a sorted list of facts; what differs in the facts is what changed. So the order in files says nothing, and a rule
 * that moves within its route does not count as another rule.
 */
final class ItemChanges {

    private final List<Item> items = new ArrayList<>();

    private ItemChanges() {}

    static List<Item> between(Plan before, Plan after) {
        ItemChanges changes = new ItemChanges();
        changes.compare("listener", listeners(before), listeners(after));
        changes.compare("route", routes(before), routes(after));
        changes.compare("backend", backends(before), backends(after));
        return changes.items;
    }

    private void compare(String kind, Map<String, Set<String>> before, Map<String, Set<String>> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Set<String> old = before.get(name);
            Set<String> now = after.get(name);
            if (old == null) {
                items.add(new Item(Action.ADDED, kind, name, List.copyOf(now)));
            } else if (now == null) {
                items.add(new Item(Action.REMOVED, kind, name, List.of()));
            } else if (!old.equals(now)) {
                List<String> details = new ArrayList<>();
                old.stream().filter(fact -> !now.contains(fact)).forEach(fact -> details.add("- " + fact));
                now.stream().filter(fact -> !old.contains(fact)).forEach(fact -> details.add("+ " + fact));
                items.add(new Item(Action.CHANGED, kind, name, details));
            }
        }
    }

    private static Map<String, Set<String>> listeners(Plan plan) {
        Map<String, Set<String>> listeners = new TreeMap<>();
        for (Entrypoint entrypoint : plan.entrypoints()) {
            for (Listener listener : entrypoint.listeners()) {
                Set<String> facts = new TreeSet<>();
                facts.add(
                        (listener.isTls() ? "HTTPS at " : "HTTP at ") + entrypoint.address() + ":" + entrypoint.port());
                facts.add(Words.of(listener.host()));
                listener.certificates().forEach(pair -> facts.add("certificate " + pair));
                entrypoint
                        .clients()
                        .ifPresent(clients -> facts.add("asks clients for certificates ("
                                + (clients.required() ? "required" : "optional") + ", authorities "
                                + Integer.toHexString(clients.authorities().hashCode()) + ")"));
                listeners.put(listener.fullName(), facts);
            }
        }
        for (StreamEntrypoint stream : plan.streams()) {
            for (StreamListener listener : stream.listeners()) {
                Set<String> facts = new TreeSet<>();
                facts.add(transport(stream) + " at " + stream.address() + ":" + stream.port());
                facts.add(Words.of(listener.host()));
                listener.certificates().forEach(pair -> facts.add("certificate " + pair));
                listeners.put(listener.fullName(), facts);
            }
        }
        return listeners;
    }

    private static String transport(StreamEntrypoint stream) {
        return switch (stream.transport()) {
            case TCP -> "TCP";
            case TLS_PASSED_THROUGH -> "TLS, handed on,";
            case TLS_ENDED -> "TLS, ended here,";
            case TLS_BY_LISTENER -> "TLS, ended here or handed on by its name,";
        };
    }

    private static Map<String, Set<String>> routes(Plan plan) {
        Map<String, Set<String>> routes = new TreeMap<>();
        for (Entrypoint entrypoint : plan.entrypoints()) {
            for (Listener listener : entrypoint.listeners()) {
                for (Rule rule : listener.rules()) {
                    routes.computeIfAbsent("HTTPRoute " + rule.name().route(), any -> new TreeSet<>())
                            .add("at " + listener.fullName() + ", " + Words.of(rule) + ": " + does(rule));
                }
            }
        }
        for (StreamEntrypoint stream : plan.streams()) {
            String kind = stream.transport() == StreamEntrypoint.Transport.TCP ? "TCPRoute " : "TLSRoute ";
            for (StreamListener listener : stream.listeners()) {
                for (StreamRule rule : listener.rules()) {
                    String host = rule.host() instanceof HostMatch.Any ? "" : ", " + Words.of(rule.host());
                    routes.computeIfAbsent(kind + rule.name().route(), any -> new TreeSet<>())
                            .add("at " + listener.fullName() + host + ": " + shares(rule.targets(), rule.toNowhere()));
                }
            }
        }
        return routes;
    }

    private static String does(Rule rule) {
        String what = rule.treatment()
                .redirect()
                .map(redirect -> "redirect " + redirect.code()
                        + (redirect.scheme().isEmpty() ? "" : ", scheme " + redirect.scheme())
                        + (redirect.hostname().isEmpty() ? "" : ", host " + redirect.hostname())
                        + (redirect.port() == 0 ? "" : ", port " + redirect.port())
                        + redirect.path().map(path -> ", " + path).orElse(""))
                .orElseGet(() -> shares(rule.targets(), rule.weightToNowhere()));
        List<String> also = new ArrayList<>();
        rule.treatment().rewrite().ifPresent(rewrite -> also.add("rewrite " + rewrite));
        edits(also, "request headers ", rule.treatment().requestHeaders());
        edits(also, "response headers ", rule.treatment().responseHeaders());
        rule.treatment().cors().ifPresent(cors -> also.add(cors.toString()));
        rule.treatment().timeouts().request().ifPresent(time -> also.add("request timeout " + time));
        rule.treatment().timeouts().backendRequest().ifPresent(time -> also.add("backend timeout " + time));
        rule.treatment().retry().ifPresent(retry -> also.add(retry.toString()));
        return what + (also.isEmpty() ? "" : "; " + String.join("; ", also));
    }

    private static void edits(List<String> also, String what, dev.pointsman.pipeline.plan.treatment.HeaderEdits edits) {
        if (!edits.isEmpty()) {
            also.add(what + edits);
        }
    }

    private static String shares(List<WeightedBackend> targets, int toNowhere) {
        boolean shared = targets.size() + (toNowhere > 0 ? 1 : 0) > 1;
        List<String> shares = new ArrayList<>();
        for (WeightedBackend target : targets) {
            boolean weighs = shared || target.weight() == 0;
            shares.add(target.backend()
                    + (weighs ? " weight " + target.weight() : "")
                    + (target.hasEdits() ? " " + target.requestHeaders() + " " + target.responseHeaders() : ""));
        }
        if (toNowhere > 0) {
            shares.add("nobody weight " + toNowhere);
        }
        return shares.isEmpty() ? "no backend" : String.join(", ", shares);
    }

    private static Map<String, Set<String>> backends(Plan plan) {
        return plan.backends().stream()
                .collect(Collectors.toMap(
                        backend -> backend.name().toString(), ItemChanges::facts, (one, other) -> one, TreeMap::new));
    }

    private static Set<String> facts(Backend backend) {
        Set<String> facts = new TreeSet<>();
        for (Endpoint endpoint : backend.endpoints()) {
            facts.add("endpoint " + endpoint.address() + ":" + endpoint.port());
        }
        facts.add("protocol " + backend.protocol());
        backend.tls()
                .ifPresent(tls -> facts.add("TLS for " + tls.serverName() + ", authorities "
                        + Integer.toHexString(tls.authorities().hashCode())));
        if (!backend.policy().equals(dev.pointsman.pipeline.plan.backend.TrafficPolicy.DEFAULT)) {
            facts.add("policy " + backend.policy());
        }
        return facts;
    }
}

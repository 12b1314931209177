package dev.pointsman.pipeline.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.StreamRule;

/** Connections that are handed to somebody else, asked of both plans for each server name that one of them tells apart. */
final class ConnectionChanges {

    private ConnectionChanges() {}

    static List<Comparison.Traffic> between(Plan before, Plan after) {
        Map<String, StreamEntrypoint> old = bySocket(before);
        Map<String, StreamEntrypoint> now = bySocket(after);
        Set<String> sockets = new TreeSet<>(old.keySet());
        sockets.addAll(now.keySet());
        List<Comparison.Traffic> changes = new ArrayList<>();
        for (String socket : sockets) {
            Set<HostMatch> hosts = new LinkedHashSet<>();
            Optional.ofNullable(old.get(socket)).ifPresent(stream -> hosts.addAll(hosts(stream)));
            Optional.ofNullable(now.get(socket)).ifPresent(stream -> hosts.addAll(hosts(stream)));
            for (HostMatch host : hosts) {
                String was = outcome(old.get(socket), host);
                String is = outcome(now.get(socket), host);
                if (!was.equals(is)) {
                    String who = "connections to " + socket + forHost(host);
                    changes.add(new Comparison.Traffic(who, "instead of " + was.replaceFirst("^go to ", ""), is, ""));
                }
            }
        }
        return changes;
    }

    private static Map<String, StreamEntrypoint> bySocket(Plan plan) {
        Map<String, StreamEntrypoint> streams = new HashMap<>();
        plan.streams().forEach(stream -> streams.put(stream.address() + ":" + stream.port(), stream));
        return streams;
    }

    private static Set<HostMatch> hosts(StreamEntrypoint stream) {
        Set<HostMatch> hosts = new LinkedHashSet<>();
        for (StreamListener listener : stream.listeners()) {
            for (StreamRule rule : listener.rules()) {
                hosts.add(rule.host().covers(listener.host()) ? listener.host() : rule.host());
            }
        }
        return hosts;
    }

    private static String forHost(HostMatch host) {
        return switch (host) {
            case HostMatch.Any ignored -> "";
            case HostMatch.Exact(String name) -> " for " + name;
            case HostMatch.Wildcard(String suffix) -> " for other names of *." + suffix;
        };
    }

    /** The most specific listener that takes all of these names, and the first of its rules that does. */
    private static String outcome(StreamEntrypoint stream, HostMatch host) {
        if (stream == null) {
            return "are refused";
        }
        return stream.listeners().stream()
                .filter(listener -> listener.host().covers(host))
                .findFirst()
                .flatMap(listener -> listener.rules().stream()
                        .filter(rule -> rule.host().covers(host))
                        .findFirst())
                .map(rule -> "go to "
                        + rule.targets().stream()
                                .filter(target -> target.weight() > 0)
                                .map(target -> target.backend()
                                        + (rule.totalWeight() == target.weight()
                                                ? ""
                                                : " (" + target.weight() + " of " + rule.totalWeight() + ")"))
                                .collect(Collectors.joining(" or ")))
                .filter(words -> !words.equals("go to "))
                .orElse("are closed");
    }
}

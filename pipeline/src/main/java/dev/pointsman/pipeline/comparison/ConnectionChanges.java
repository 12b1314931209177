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

    private final Map<String, StreamEntrypoint> before;
    private final Map<String, StreamEntrypoint> after;
    private final Reach reach;

    ConnectionChanges(Plan before, Plan after, Reach reach) {
        this.before = bySocket(before);
        this.after = bySocket(after);
        this.reach = reach;
    }

    List<Comparison.Traffic> find() {
        Set<String> sockets = new TreeSet<>(before.keySet());
        sockets.addAll(after.keySet());
        List<Comparison.Traffic> changes = new ArrayList<>();
        for (String socket : sockets) {
            Optional<StreamEntrypoint> old = Optional.ofNullable(before.get(socket));
            Optional<StreamEntrypoint> now = Optional.ofNullable(after.get(socket));
            old.ifPresent(this::count);
            now.ifPresent(this::count);
            Set<HostMatch> hosts = new LinkedHashSet<>();
            old.ifPresent(stream -> hosts.addAll(hosts(stream)));
            now.ifPresent(stream -> hosts.addAll(hosts(stream)));
            for (HostMatch host : hosts) {
                String was = outcome(old, host);
                String is = outcome(now, host);
                if (!was.equals(is)) {
                    String who = "connections to " + socket + forHost(host);
                    changes.add(new Comparison.Traffic(who, Outcome.insteadOf(was, is), is, ""));
                    old.flatMap(stream -> rule(stream, host)).ifPresent(reach::changes);
                    now.flatMap(stream -> rule(stream, host)).ifPresent(reach::changes);
                }
            }
        }
        return changes;
    }

    private void count(StreamEntrypoint stream) {
        stream.listeners().forEach(listener -> listener.rules().forEach(reach::count));
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

    private static String outcome(Optional<StreamEntrypoint> stream, HostMatch host) {
        if (stream.isEmpty()) {
            return "are refused";
        }
        return rule(stream.get(), host)
                .map(ConnectionChanges::targets)
                .filter(targets -> !targets.isEmpty())
                .map(targets -> "go to " + targets)
                .orElse("are closed");
    }

    /** The most specific listener that takes all of these names, and the first of its rules that does. */
    private static Optional<StreamRule> rule(StreamEntrypoint stream, HostMatch host) {
        return stream.listeners().stream()
                .filter(listener -> listener.host().covers(host))
                .findFirst()
                .flatMap(listener -> listener.rules().stream()
                        .filter(rule -> rule.host().covers(host))
                        .findFirst());
    }

    private static String targets(StreamRule rule) {
        return rule.targets().stream()
                .filter(target -> target.weight() > 0)
                .map(target -> target.backend()
                        + (rule.totalWeight() == target.weight()
                                ? ""
                                : " (" + target.weight() + " of " + rule.totalWeight() + ")"))
                .collect(Collectors.joining(" or "));
    }
}

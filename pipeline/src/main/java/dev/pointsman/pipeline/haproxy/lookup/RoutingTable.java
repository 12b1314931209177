package dev.pointsman.pipeline.haproxy.lookup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HostMatch;

/**
 * An entrypoint's rules as tables: by the request's host, then by its path.
 *
 * <p>It exists so that the time to find a rule does not grow with the number of hosts and paths. It decides nothing: for every request it
 * leads to the rule that comes first in the plan's order.
 *
 * <p><em>Hosts.</em> The most specific host name of the entrypoint that takes a request (exact, the longest wildcard, any) says which other
 * ones take it, so it also says which listener the request belongs to and which of the listener's rules remain: its value is
 * {@code listener|run|run|...}. A run is a stretch of consecutive rules for one host name; the runs stand in the plan's order.
 *
 * <p><em>Paths.</em> Within a run the most specific path that takes a request (exact, the longest prefix) says in the same way which other
 * ones do; see {@link RunTable}. The first run in which a rule is found decides.
 */
public final class RoutingTable {

    /** The value of the table of hosts: the request's listener and runs. */
    static final String CLASS = "txn.class";

    public static final int LISTENER = 1;
    static final int FIRST_RUN = 2;

    private final MapFile hosts;
    private final MapFile wildcards;
    private final MapFile exactPaths;
    private final MapFile prefixes;
    private final SortedSet<Integer> wildcardLabels = new TreeSet<>(Collections.reverseOrder());
    private Optional<String> otherHosts = Optional.empty();
    private int mostRuns;

    public RoutingTable(Destinations destinations) {
        Entrypoint entrypoint = destinations.entrypoint();
        String prefix = entrypoint.address() + "-" + entrypoint.port();
        hosts = new MapFile(prefix + ".hosts.map");
        wildcards = new MapFile(prefix + ".wildcards.map");
        exactPaths = new MapFile(prefix + ".paths.map");
        prefixes = new MapFile(prefix + ".prefixes.map");
        List<Runs> runs = entrypoint.listeners().stream()
                .map(listener -> Runs.of(listener, RunTable.of(listener)))
                .toList();
        runs.forEach(own -> own.all().forEach(run -> run.write(exactPaths, prefixes, destinations)));
        hosts(entrypoint).forEach(host -> addHost(host, runs));
    }

    /**
     * The runs of a listener.
     *
     * @param all in the plan's order
     * @param byHost the same by the host that they are for
     */
    private record Runs(Listener listener, List<RunTable> all, Map<HostMatch, List<RunTable>> byHost) {
        static Runs of(Listener listener, List<RunTable> runs) {
            return new Runs(listener, runs, runs.stream().collect(Collectors.groupingBy(RunTable::host)));
        }

        /** Those that take some requests for the host, in the plan's order; found without a look at the others. */
        List<RunTable> covering(HostMatch host) {
            return host.covering().stream()
                    .flatMap(wider -> byHost.getOrDefault(wider, List.of()).stream())
                    .sorted(Comparator.comparingInt(RunTable::firstRank))
                    .toList();
        }
    }

    private static Set<HostMatch> hosts(Entrypoint entrypoint) {
        Set<HostMatch> hosts = new LinkedHashSet<>();
        for (Listener listener : entrypoint.listeners()) {
            hosts.add(listener.host());
            listener.rules().forEach(rule -> hosts.add(rule.host()));
        }
        return hosts;
    }

    private void addHost(HostMatch host, List<Runs> runs) {
        Optional<Runs> own = runs.stream()
                .filter(candidate -> candidate.listener().host().covers(host))
                .findFirst();
        if (own.isEmpty()) {
            // A rule's host that is wider than its listener's: whoever is outside of the listener gets nothing.
            return;
        }
        List<String> fields = new ArrayList<>();
        fields.add(own.get().listener().fullName());
        own.get().covering(host).forEach(run -> fields.add(run.name()));
        mostRuns = Math.max(mostRuns, fields.size() - 1);
        String value = String.join("|", fields);
        switch (host) {
            case HostMatch.Any() -> otherHosts = Optional.of(value);
            case HostMatch.Exact(String name) -> hosts.put(name, value);
            case HostMatch.Wildcard(String suffix) -> {
                wildcardLabels.add(
                        1 + (int) suffix.chars().filter(c -> c == '.').count());
                wildcards.put(suffix, value);
            }
        }
    }

    /** An expression for one of the fields of the value that {@link #CLASS} holds. */
    public static String field(int number) {
        return "var(" + CLASS + ")," + Hit.fieldOf(number);
    }

    /** By host name. */
    MapFile hosts() {
        return hosts;
    }

    /** By what follows {@code *.}. */
    MapFile wildcards() {
        return wildcards;
    }

    /** By {@code run:path}. */
    MapFile exactPaths() {
        return exactPaths;
    }

    /** By {@code run:path/}, of which the longest that a request's begins with counts. */
    MapFile prefixes() {
        return prefixes;
    }

    /** How many labels the wildcards have, the most first. */
    SortedSet<Integer> wildcardLabels() {
        return wildcardLabels;
    }

    /** The value for hosts that are in no table, if they are served. */
    Optional<String> otherHosts() {
        return otherHosts;
    }

    /** How many runs one host may have to go through. */
    int mostRuns() {
        return mostRuns;
    }

    /** The files that are not empty. */
    public List<MapFile> files() {
        return List.of(hosts, wildcards, exactPaths, prefixes).stream()
                .filter(file -> !file.isEmpty())
                .toList();
    }
}

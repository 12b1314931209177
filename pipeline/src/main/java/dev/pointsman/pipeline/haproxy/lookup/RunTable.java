package dev.pointsman.pipeline.haproxy.lookup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * The paths of a run, which is a stretch of a listener's consecutive rules for one host name.
 *
 * <p>For each path that some rule names, the table holds the first of all rules that take it without further conditions, whether they name
 * this path or a shorter one, and whether a rule <em>with</em> further conditions (method, headers, query, a regular expression) might
 * go before that: only then these are tried, one by one.
 */
public final class RunTable {

    /** Of 2^48 names two are the same in one of a million entrypoints with 10,000 runs each; MapFile.put then finds out. */
    private static final int NAME_BYTES = 6;

    private final String name;
    private final HostMatch host;
    private final int firstRank;
    private final List<Rule> rules = new ArrayList<>();

    /** The ranks of the rules with this path, in order. */
    private final Map<PathMatch, List<Integer>> ranks = new HashMap<>();

    private final Set<PathMatch> patterns = new LinkedHashSet<>();

    private RunTable(String name, HostMatch host, int firstRank) {
        this.name = name;
        this.host = host;
        this.firstRank = firstRank;
    }

    /** The runs of a listener. */
    static List<RunTable> of(Listener listener) {
        Map<HostMatch, Integer> seen = new HashMap<>();
        List<RunTable> runs = new ArrayList<>();
        for (int rank = 0; rank < listener.rules().size(); rank++) {
            Rule rule = listener.rules().get(rank);
            if (runs.isEmpty() || !runs.getLast().host.equals(rule.host())) {
                int ordinal = seen.merge(rule.host(), 1, Integer::sum);
                runs.add(new RunTable(nameOf(listener, rule.host(), ordinal), rule.host(), rank));
            }
            runs.getLast().add(rule, rank);
        }
        return runs;
    }

    /**
     * Made of what the run is for, never of its position: a host that is added leaves the names of the others alone, so that a running
     * HAProxy can be told the difference.
     *
     * @param ordinal which of the listener's runs for that host, from 1
     */
    private static String nameOf(Listener listener, HostMatch host, int ordinal) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((listener.fullName() + " " + host + " " + ordinal).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void add(Rule rule, int rank) {
        rules.add(rule);
        if (rule.match().path() instanceof PathMatch.Pattern pattern) {
            patterns.add(pattern);
        }
        ranks.computeIfAbsent(rule.match().path(), any -> new ArrayList<>()).add(rank);
    }

    HostMatch host() {
        return host;
    }

    /** The rank of the first of its rules. */
    int firstRank() {
        return firstRank;
    }

    /** How the tables call the run. */
    String name() {
        return name;
    }

    /** Whether the path, by the tables' reckoning, is not all that a match asks for. */
    public static boolean hasFurtherConditions(RequestMatch match) {
        return match.path() instanceof PathMatch.Pattern
                || !match.method().isEmpty()
                || !match.headers().isEmpty()
                || !match.queryParameters().isEmpty();
    }

    public void write(MapFile exactPaths, MapFile prefixes, Destinations destinations) {
        Set<PathMatch> paths = new LinkedHashSet<>(ranks.keySet());
        if (paths.removeAll(patterns)) {
            // A regular expression may take any path, also one that no other rule names.
            paths.add(new PathMatch.Prefix("/"));
        }
        for (PathMatch path : paths) {
            // No request has a path with these, so a rule with one takes nothing.
            if (path.value().chars().noneMatch(c -> c == ' ' || c == '?')) {
                String hit = hit(path, destinations);
                switch (path) {
                    case PathMatch.Exact exact -> exactPaths.put(name + ":" + exact.value(), hit);
                    case PathMatch.Prefix prefix ->
                        prefixes.put(name + ":" + (prefix.value().equals("/") ? "" : prefix.value() + "/"), hit);
                    case PathMatch.Pattern pattern -> throw new IllegalStateException("not in a table: " + pattern);
                }
            }
        }
    }

    private String hit(PathMatch path, Destinations destinations) {
        int first = Integer.MAX_VALUE;
        int firstConditional = Integer.MAX_VALUE;
        for (PathMatch taking : taking(path)) {
            for (int rank : ranks.getOrDefault(taking, List.of())) {
                if (hasFurtherConditions(rules.get(rank - firstRank).match())) {
                    firstConditional = Math.min(firstConditional, rank);
                } else {
                    first = Math.min(first, rank);
                    break;
                }
            }
        }
        return first == Integer.MAX_VALUE
                ? Hit.none()
                : Hit.of(rules.get(first - firstRank), first, firstConditional < first, destinations);
    }

    /** Every path match of the run that takes what this one takes, or may do so. */
    private List<PathMatch> taking(PathMatch path) {
        List<PathMatch> taking = new ArrayList<>();
        taking.add(path);
        String value = path.value();
        taking.add(new PathMatch.Prefix("/"));
        for (int slash = value.indexOf('/', 1); slash > 0; slash = value.indexOf('/', slash + 1)) {
            addPrefix(taking, value.substring(0, slash));
        }
        if (path instanceof PathMatch.Exact) {
            addPrefix(taking, value);
        }
        taking.addAll(patterns);
        return taking;
    }

    /** What ends with a slash is no prefix: the plan holds prefixes without. */
    private static void addPrefix(List<PathMatch> taking, String value) {
        if (!value.endsWith("/")) {
            taking.add(new PathMatch.Prefix(value));
        }
    }
}

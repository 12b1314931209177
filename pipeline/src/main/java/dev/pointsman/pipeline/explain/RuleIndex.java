package dev.pointsman.pipeline.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;

/** A listener's rules by host, so that a request is compared with those that may take it, and not with a thousand for other hosts. */
final class RuleIndex {

    /** A rule and its place among all rules of the listener. */
    private record Ranked(int rank, Rule rule) {}

    private final Map<String, List<Ranked>> ofOneHost = new HashMap<>();
    private final List<Ranked> ofSeveral = new ArrayList<>();

    RuleIndex(Listener listener) {
        for (int rank = 0; rank < listener.rules().size(); rank++) {
            Rule rule = listener.rules().get(rank);
            List<Ranked> place = rule.host() instanceof HostMatch.Exact(String name)
                    ? ofOneHost.computeIfAbsent(name, any -> new ArrayList<>())
                    : ofSeveral;
            place.add(new Ranked(rank, rule));
        }
    }

    /** The rules that may take a request for the host, in the order in which they are tried. */
    List<Rule> candidates(String host) {
        List<Ranked> own = ofOneHost.getOrDefault(host, List.of());
        List<Rule> merged = new ArrayList<>(own.size() + ofSeveral.size());
        int i = 0;
        int j = 0;
        while (i < own.size() || j < ofSeveral.size()) {
            boolean isOwnNext = j == ofSeveral.size()
                    || i < own.size() && own.get(i).rank() < ofSeveral.get(j).rank();
            merged.add((isOwnNext ? own.get(i++) : ofSeveral.get(j++)).rule());
        }
        return merged;
    }
}

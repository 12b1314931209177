package dev.pointsman.pipeline.comparison;

import java.util.HashSet;
import java.util.Set;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.StreamRule;

/** Counts the rules of both plans, and those of which something is answered in another way. */
final class Reach {

    private final Set<String> rules = new HashSet<>();
    private final Set<String> changedRules = new HashSet<>();
    private final Set<HostMatch> hosts = new HashSet<>();
    private final Set<HostMatch> changedHosts = new HashSet<>();

    void count(Rule rule) {
        rules.add(id(rule));
        hosts.add(rule.host());
    }

    void count(StreamRule rule) {
        rules.add(id(rule));
        if (isNamed(rule)) {
            hosts.add(rule.host());
        }
    }

    void changes(Rule rule) {
        changedRules.add(id(rule));
        changedHosts.add(rule.host());
    }

    void changes(StreamRule rule) {
        changedRules.add(id(rule));
        if (isNamed(rule)) {
            changedHosts.add(rule.host());
        }
    }

    private static String id(Rule rule) {
        return rule.name().route() + " " + rule.host() + " " + rule.match();
    }

    /** Apart from requests: a TCPRoute may be named like an HTTPRoute. */
    private static String id(StreamRule rule) {
        return "connections " + rule.name().route() + " " + rule.host();
    }

    /** Connections that tell no server name are for no host. */
    private static boolean isNamed(StreamRule rule) {
        return !(rule.host() instanceof HostMatch.Any);
    }

    int rules() {
        return rules.size();
    }

    int changedRules() {
        return changedRules.size();
    }

    int hosts() {
        return hosts.size();
    }

    int changedHosts() {
        return changedHosts.size();
    }
}

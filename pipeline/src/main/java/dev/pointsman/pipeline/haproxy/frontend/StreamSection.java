package dev.pointsman.pipeline.haproxy.frontend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.haproxy.language.Binding;
import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.haproxy.log.ConnectionLog;
import dev.pointsman.pipeline.haproxy.lookup.HostCondition;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.plan.rule.StreamRule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;

/**
 * One address and port whose connections are handed on: which listener a connection belongs to, and which of its rules takes it.
 *
 * <p>Where connections begin with TLS, the server name that the client asks for takes the place of a request's host. Where they do not,
 * nothing is waited for, because the server may be the one who speaks first. A connection that nobody takes is closed.
 */
public final class StreamSection {
    /** How long a client may take to say hello. */
    private static final String PATIENCE = "5s";

    private static final String DRAW = "txn.draw";
    private static final String IN_LISTENER = "in_listener";
    private static final String IN_RULE = "in_rule";

    private final ConfigurationText text;
    private final StreamEntrypoint entrypoint;
    private final Binding binding;

    private StreamSection(ConfigurationText text, StreamEntrypoint entrypoint, Binding binding) {
        this.text = text;
        this.entrypoint = entrypoint;
        this.binding = binding;
    }

    /** The file that holds the certificates of an entrypoint at which TLS ends. */
    public static String certificateList(StreamEntrypoint entrypoint) {
        return entrypoint.address() + "-" + entrypoint.port() + ".crt-list";
    }

    public static void write(ConfigurationText text, StreamEntrypoint entrypoint, Binding binding) {
        new StreamSection(text, entrypoint, binding).write();
    }

    private void write() {
        text.section("frontend " + ProxyName.of(entrypoint));
        writeBind();
        text.line("acl", IN_LISTENER, "var(" + ConnectionLog.LISTENER + ")", "-m", "found");
        text.line("acl", IN_RULE, "var(" + ConnectionLog.RULE + ")", "-m", "found");
        for (int i = 0; i < entrypoint.listeners().size(); i++) {
            writeListener(entrypoint.listeners().get(i), "listener_" + (i + 1));
        }
        text.gap();
        content("reject", "if !" + IN_RULE);
        Map<String, StreamRule> rules = rulesByName();
        rules.forEach(this::writeShares);
        text.gap();
        rules.forEach(this::writeTargets);
    }

    private void writeBind() {
        String socket = binding.of(entrypoint.address(), entrypoint.port());
        switch (entrypoint.transport()) {
            case TCP -> text.line("bind", socket);
            case TLS_PASSED_THROUGH -> {
                text.line("bind", socket);
                text.line("tcp-request", "inspect-delay", PATIENCE);
                content("reject", "if !{ req.ssl_hello_type 1 }");
                content("set-var(" + Variable.HOST + ")", "req.ssl_sni,lower if { req.ssl_sni -m found }");
            }
            case TLS_ENDED -> {
                boolean everyNameIsKnown = entrypoint.listeners().stream()
                        .allMatch(listener -> listener.host() instanceof HostMatch.Exact);
                text.line(
                        "bind",
                        socket,
                        "ssl",
                        "crt-list",
                        certificateList(entrypoint) + (everyNameIsKnown ? " strict-sni" : ""));
                content("set-var(" + Variable.HOST + ")", "ssl_fc_sni,lower");
            }
        }
    }

    private void writeListener(StreamListener listener, String acl) {
        text.gap();
        text.comment("listener " + listener.fullName() + ": " + HostCondition.describe(listener.host()));
        content(
                "set-var(" + ConnectionLog.LISTENER + ")",
                ConfigurationWord.call("str", listener.fullName()) + " if !" + IN_LISTENER
                        + host(acl + "_host", listener.host()));
        text.line("acl", acl, "var(" + ConnectionLog.LISTENER + ")", "-m", "str", "--", listener.fullName());
        for (int i = 0; i < listener.rules().size(); i++) {
            StreamRule rule = listener.rules().get(i);
            content(
                    "set-var(" + ConnectionLog.RULE + ")",
                    ConfigurationWord.call("str", rule.name().toString()) + " if " + acl + " !" + IN_RULE
                            + host(acl + "_rule_" + (i + 1), rule.host()));
        }
    }

    /** Writes the condition that the server name must meet, and returns it with a blank before it; nothing for any host. */
    private String host(String acl, HostMatch host) {
        if (host instanceof HostMatch.Any) {
            return "";
        }
        HostCondition.write(text, acl, host);
        return " " + acl;
    }

    /** The rules by the names of their ACLs. A route has one rule, which shares connections in the same way wherever it is attached. */
    private Map<String, StreamRule> rulesByName() {
        Map<RuleName, StreamRule> rules = new LinkedHashMap<>();
        for (StreamListener listener : entrypoint.listeners()) {
            listener.rules().forEach(rule -> rules.putIfAbsent(rule.name(), rule));
        }
        Map<String, StreamRule> named = new LinkedHashMap<>();
        rules.values().forEach(rule -> named.put("rule_" + (named.size() + 1), rule));
        return named;
    }

    /** Draws for the rule, and closes what goes nowhere; HAProxy wants this to stand before every {@code use_backend}. */
    private void writeShares(String acl, StreamRule rule) {
        text.gap();
        text.comment("route " + rule.name().route());
        text.line(
                "acl",
                acl,
                "var(" + ConnectionLog.RULE + ")",
                "-m",
                "str",
                "--",
                ConfigurationWord.of(rule.name().toString()));
        content(
                "set-var(" + ConnectionLog.ROUTE + ")",
                ConfigurationWord.call("str", rule.name().route().toString()) + " if " + acl);
        List<WeightedBackend> targets = targets(rule);
        if (targets.isEmpty()) {
            content("reject", "if " + acl);
            return;
        }
        if (isShared(rule)) {
            content("set-var(" + DRAW + ")", "rand(" + rule.totalWeight() + ") if " + acl);
            int bound = 0;
            for (int i = 0; i < targets.size(); i++) {
                bound += targets.get(i).weight();
                text.line("acl", share(acl, i), "var(" + DRAW + ")", "-m", "int", "lt", Integer.toString(bound));
            }
        }
        if (rule.toNowhere() > 0) {
            content("reject", "if " + acl + " !" + share(acl, targets.size() - 1));
        }
    }

    private void writeTargets(String acl, StreamRule rule) {
        List<WeightedBackend> targets = targets(rule);
        for (int i = 0; i < targets.size(); i++) {
            text.line(
                    "use_backend",
                    ProxyName.ofStream(targets.get(i).backend()),
                    "if " + acl + (isShared(rule) ? " " + share(acl, i) : ""));
        }
    }

    private static List<WeightedBackend> targets(StreamRule rule) {
        return rule.targets().stream().filter(target -> target.weight() > 0).toList();
    }

    private static boolean isShared(StreamRule rule) {
        return targets(rule).size() > 1 || rule.toNowhere() > 0;
    }

    private static String share(String acl, int index) {
        return acl + "_share_" + (index + 1);
    }

    private void content(String action, String rest) {
        text.line("tcp-request", "content", action, rest);
    }
}

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
import dev.pointsman.pipeline.node.NodeLayout;
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

    private static final String HANDED_OVER = "handed_over";

    private final ConfigurationText text;
    private final StreamEntrypoint entrypoint;
    private final Binding binding;

    /** The socket of the section next door at which TLS ends; empty where TLS ends for all or for none. */
    private final String innerSocket;

    private StreamSection(ConfigurationText text, StreamEntrypoint entrypoint, Binding binding, String innerSocket) {
        this.text = text;
        this.entrypoint = entrypoint;
        this.binding = binding;
        this.innerSocket = innerSocket;
    }

    /** The file that holds the certificates of an entrypoint at which TLS ends. */
    public static String certificateList(StreamEntrypoint entrypoint) {
        return entrypoint.address() + "-" + entrypoint.port() + ".crt-list";
    }

    /**
     * Writes the sections of an entrypoint. Where TLS ends for some listeners only, a socket is either TLS or not, so the first section
     * reads the server name and hands the connections of those listeners to a second one through a socket of this machine. The PROXY
     * protocol carries the client's address along.
     */
    public static void write(ConfigurationText text, StreamEntrypoint entrypoint, NodeLayout layout, Binding binding) {
        if (entrypoint.transport() != StreamEntrypoint.Transport.TLS_BY_LISTENER) {
            new StreamSection(text, entrypoint, binding, "").writeFrontend();
            return;
        }
        String socket = "unix@" + layout.runtime().resolve(entrypoint.address() + "-" + entrypoint.port() + ".sock");
        new StreamSection(text, entrypoint, binding, socket).writeFrontend();
        String inner = ProxyName.ofEnding(entrypoint);
        text.section("backend " + inner);
        text.comment("Connections at whose listeners TLS ends: the next section has them.");
        text.line("server", "here", socket, "send-proxy-v2", "no-check");
        StreamEntrypoint ending = new StreamEntrypoint(
                entrypoint.address(), entrypoint.port(), StreamEntrypoint.Transport.TLS_ENDED, entrypoint.ending());
        new StreamSection(text, ending, binding, "").write(inner, socket + " mode 600 accept-proxy");
    }

    private void writeFrontend() {
        write(ProxyName.of(entrypoint), binding.of(entrypoint.address(), entrypoint.port()));
    }

    private void write(String name, String socket) {
        text.section("frontend " + name);
        writeBind(socket);
        text.line("acl", IN_LISTENER, "var(" + ConnectionLog.LISTENER + ")", "-m", "found");
        text.line("acl", IN_RULE, "var(" + ConnectionLog.RULE + ")", "-m", "found");
        for (int i = 0; i < entrypoint.listeners().size(); i++) {
            writeListener(entrypoint.listeners().get(i), "listener_" + (i + 1));
        }
        text.gap();
        if (!innerSocket.isEmpty()) {
            writeHandingOver();
        }
        content("reject", "if !" + IN_RULE + (innerSocket.isEmpty() ? "" : " !" + HANDED_OVER));
        Map<String, StreamRule> rules = rulesByName();
        rules.forEach(this::writeShares);
        text.gap();
        rules.forEach(this::writeTargets);
        if (!innerSocket.isEmpty()) {
            text.line("use_backend", ProxyName.ofEnding(entrypoint), "if", HANDED_OVER);
        }
    }

    /** The section next door logs these connections. */
    private void writeHandingOver() {
        text.comment("TLS ends here for these listeners.");
        for (StreamListener listener : entrypoint.ending()) {
            text.line(
                    "acl", HANDED_OVER, "var(" + ConnectionLog.LISTENER + ")", "-m", "str", "--", listener.fullName());
        }
        content("set-log-level", "silent if " + HANDED_OVER);
    }

    private void writeBind(String socket) {
        switch (entrypoint.transport()) {
            case TCP -> text.line("bind", socket);
            case TLS_PASSED_THROUGH, TLS_BY_LISTENER -> {
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
        if (isHandedOver(listener)) {
            return;
        }
        text.line("acl", acl, "var(" + ConnectionLog.LISTENER + ")", "-m", "str", "--", listener.fullName());
        for (int i = 0; i < listener.rules().size(); i++) {
            StreamRule rule = listener.rules().get(i);
            content(
                    "set-var(" + ConnectionLog.RULE + ")",
                    ConfigurationWord.call("str", rule.name().toString()) + " if " + acl + " !" + IN_RULE
                            + host(acl + "_rule_" + (i + 1), rule.host()));
        }
    }

    private boolean isHandedOver(StreamListener listener) {
        return !innerSocket.isEmpty() && listener.endsTls();
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
            if (!isHandedOver(listener)) {
                listener.rules().forEach(rule -> rules.putIfAbsent(rule.name(), rule));
            }
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

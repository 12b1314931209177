package dev.pointsman.pipeline.haproxy.frontend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.haproxy.language.Binding;
import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.haproxy.log.ConnectionLog;
import dev.pointsman.pipeline.haproxy.lookup.HostCondition;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
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
    private static final String OF_REQUESTS = "of_requests";

    private final ConfigurationText text;
    private final StreamEntrypoint entrypoint;

    /** The requests that come in at the same address and port. */
    private final Optional<Entrypoint> requests;

    /** Whether the listeners at which TLS ends have a section next door. */
    private final boolean handsOver;

    private StreamSection(
            ConfigurationText text, StreamEntrypoint entrypoint, Optional<Entrypoint> requests, boolean handsOver) {
        this.text = text;
        this.entrypoint = entrypoint;
        this.requests = requests;
        this.handsOver = handsOver;
    }

    /** The file that holds the certificates of an entrypoint at which TLS ends; requests at the same port have another. */
    public static String certificateList(StreamEntrypoint entrypoint) {
        return entrypoint.address() + "-" + entrypoint.port() + ".connections.crt-list";
    }

    /**
     * Writes the sections of an entrypoint. Where TLS ends for some listeners only, or requests come in as well, a socket is either TLS or
     * not, so the first section reads the server name and hands the connections of those listeners to another one through a socket of this
     * machine.
     */
    public static void write(
            ConfigurationText text,
            StreamEntrypoint entrypoint,
            Optional<Entrypoint> requests,
            NodeLayout layout,
            Binding binding) {
        String socket = binding.of(entrypoint.address(), entrypoint.port());
        boolean byName = entrypoint.transport() == StreamEntrypoint.Transport.TLS_BY_LISTENER || requests.isPresent();
        boolean handsOver = byName && !entrypoint.ending().isEmpty();
        new StreamSection(text, entrypoint, requests, handsOver).write(ProxyName.of(entrypoint), socket);
        if (requests.isPresent()) {
            writeNextDoor(
                    text,
                    ProxyName.ofRequests(entrypoint),
                    "Requests: the section of this name has them.",
                    InnerSocket.ofRequests(entrypoint, layout));
        }
        if (handsOver) {
            String inner = ProxyName.ofEnding(entrypoint);
            String innerSocket = InnerSocket.ofEnding(entrypoint, layout);
            writeNextDoor(
                    text, inner, "Connections at whose listeners TLS ends: the next section has them.", innerSocket);
            StreamEntrypoint ending = new StreamEntrypoint(
                    entrypoint.address(), entrypoint.port(), StreamEntrypoint.Transport.TLS_ENDED, entrypoint.ending());
            new StreamSection(text, ending, Optional.empty(), false)
                    .write(inner, InnerSocket.binding(innerSocket).of(entrypoint.address(), entrypoint.port()));
        }
    }

    private static void writeNextDoor(ConfigurationText text, String name, String remark, String socket) {
        text.section("backend " + name);
        text.comment(remark);
        text.line("server", "here", socket, "send-proxy-v2", "no-check");
    }

    private boolean isByName() {
        return handsOver || requests.isPresent();
    }

    private void write(String name, String socket) {
        text.section("frontend " + name);
        writeBind(socket);
        text.line("acl", IN_LISTENER, "var(" + ConnectionLog.LISTENER + ")", "-m", "found");
        text.line("acl", IN_RULE, "var(" + ConnectionLog.RULE + ")", "-m", "found");
        writeListeners();
        text.gap();
        String unless = "";
        if (handsOver) {
            unless += " !" + HANDED_OVER;
            writeHandingOver(
                    HANDED_OVER,
                    "TLS ends here for these listeners.",
                    entrypoint.ending().stream().map(StreamListener::fullName).toList());
        }
        if (requests.isPresent()) {
            unless += " !" + OF_REQUESTS;
            writeHandingOver(
                    OF_REQUESTS,
                    "These listeners are for requests.",
                    requests.get().listeners().stream().map(Listener::fullName).toList());
        }
        content("reject", "if !" + IN_RULE + unless);
        Map<String, StreamRule> rules = rulesByName();
        rules.forEach(this::writeShares);
        text.gap();
        rules.forEach(this::writeTargets);
        if (handsOver) {
            text.line("use_backend", ProxyName.ofEnding(entrypoint), "if", HANDED_OVER);
        }
        if (requests.isPresent()) {
            text.line("use_backend", ProxyName.ofRequests(entrypoint), "if", OF_REQUESTS);
        }
    }

    /** The listeners of the socket, whatever they are for, the most specific first. */
    private void writeListeners() {
        record Named(HostMatch host, String name, List<StreamRule> rules) {}
        List<Named> all = new ArrayList<>();
        for (StreamListener listener : entrypoint.listeners()) {
            all.add(new Named(
                    listener.host(), listener.fullName(), isHandedOver(listener) ? List.of() : listener.rules()));
        }
        requests.ifPresent(beside -> beside.listeners()
                .forEach(listener -> all.add(new Named(listener.host(), listener.fullName(), List.of()))));
        all.sort(Comparator.comparing(Named::host, HostMatch.MOST_SPECIFIC_FIRST));
        for (int i = 0; i < all.size(); i++) {
            Named listener = all.get(i);
            writeListener(listener.name(), listener.host(), listener.rules(), "listener_" + (i + 1));
        }
    }

    /** The section next door logs these connections. */
    private void writeHandingOver(String acl, String remark, List<String> listeners) {
        text.comment(remark);
        for (String listener : listeners) {
            text.line("acl", acl, "var(" + ConnectionLog.LISTENER + ")", "-m", "str", "--", listener);
        }
        content("set-log-level", "silent if " + acl);
    }

    private void writeBind(String socket) {
        if (entrypoint.transport() == StreamEntrypoint.Transport.TCP) {
            text.line("bind", socket);
        } else if (entrypoint.transport() == StreamEntrypoint.Transport.TLS_ENDED && !isByName()) {
            boolean everyNameIsKnown =
                    entrypoint.listeners().stream().allMatch(listener -> listener.host() instanceof HostMatch.Exact);
            text.line(
                    "bind",
                    socket,
                    "ssl",
                    "crt-list",
                    certificateList(entrypoint) + (everyNameIsKnown ? " strict-sni" : ""));
            content("set-var(" + Variable.HOST + ")", "ssl_fc_sni,lower");
        } else {
            text.line("bind", socket);
            text.line("tcp-request", "inspect-delay", PATIENCE);
            content("reject", "if !{ req.ssl_hello_type 1 }");
            content("set-var(" + Variable.HOST + ")", "req.ssl_sni,lower if { req.ssl_sni -m found }");
        }
    }

    private void writeListener(String name, HostMatch host, List<StreamRule> rules, String acl) {
        text.gap();
        text.comment("listener " + name + ": " + HostCondition.describe(host));
        content(
                "set-var(" + ConnectionLog.LISTENER + ")",
                ConfigurationWord.call("str", name) + " if !" + IN_LISTENER + host(acl + "_host", host));
        if (rules.isEmpty()) {
            return;
        }
        text.line("acl", acl, "var(" + ConnectionLog.LISTENER + ")", "-m", "str", "--", name);
        for (int i = 0; i < rules.size(); i++) {
            StreamRule rule = rules.get(i);
            content(
                    "set-var(" + ConnectionLog.RULE + ")",
                    ConfigurationWord.call("str", rule.name().toString()) + " if " + acl + " !" + IN_RULE
                            + host(acl + "_rule_" + (i + 1), rule.host()));
        }
    }

    private boolean isHandedOver(StreamListener listener) {
        return handsOver && listener.endsTls();
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

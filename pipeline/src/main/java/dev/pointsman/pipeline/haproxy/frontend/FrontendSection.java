package dev.pointsman.pipeline.haproxy.frontend;

import java.util.List;
import java.util.function.Predicate;

import dev.pointsman.pipeline.haproxy.language.Binding;
import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.haproxy.lookup.ConditionalRule;
import dev.pointsman.pipeline.haproxy.lookup.Destinations;
import dev.pointsman.pipeline.haproxy.lookup.Hit;
import dev.pointsman.pipeline.haproxy.lookup.LookupLines;
import dev.pointsman.pipeline.haproxy.lookup.MapFile;
import dev.pointsman.pipeline.haproxy.lookup.RoutingTable;
import dev.pointsman.pipeline.haproxy.lookup.RunTable;
import dev.pointsman.pipeline.haproxy.lookup.Treatments;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * One address and port: which listener a request belongs to, which of its rules takes it, and which section is next.
 *
 * <p>It exists to keep listeners apart: a request belongs to the most specific listener of its entrypoint, and when none of that
 * listener's rules takes it the answer is 404, even if a less specific listener had a rule for it (Gateway API v1, "Listener", "HTTP
 * listener isolation"). Everything else that is done to the request is done where it is sent.
 */
public final class FrontendSection {

    private final ConfigurationText text;
    private final Entrypoint entrypoint;
    private final Destinations destinations;
    private final Binding binding;
    private final RoutingTable table;

    private FrontendSection(ConfigurationText text, Entrypoint entrypoint, Treatments treatments, Binding binding) {
        this.text = text;
        this.entrypoint = entrypoint;
        this.destinations = new Destinations(entrypoint, treatments);
        this.binding = binding;
        this.table = new RoutingTable(destinations);
    }

    /** Writes the section under that name; returns the maps that it reads. */
    public static List<MapFile> write(
            ConfigurationText text, Entrypoint entrypoint, Treatments treatments, String name, Binding binding) {
        FrontendSection section = new FrontendSection(text, entrypoint, treatments, binding);
        section.write(name);
        return section.table.files();
    }

    private void write(String name) {
        text.section("frontend " + name);
        TlsBind.write(text, entrypoint, binding);
        Draining.write(text);
        if (hasRule(rule ->
                !rule.match().method().isEmpty() || rule.treatment().cors().isPresent())) {
            // A variable holds a method that HAProxy does not know only as text. The converter makes it that, and has
            // nothing to take away: no method has a slash (RFC 9110 section 5.6.2, "token").
            text.line("http-request", "set-var(" + Variable.METHOD + ")", ConfigurationWord.of("method,rtrim(/)"));
        }
        text.line("http-request", "set-var(" + Variable.PATH + ")", "path");
        text.comment("The host as rules compare it: without port and trailing dots, in lower case.");
        text.line(
                "http-request",
                "set-var(" + Variable.HOST + ")",
                ConfigurationWord.of("req.fhdr(host),host_only,rtrim(.)"));
        if (hasRule(rule -> Hit.shares(rule) > 1)) {
            text.line("http-request", "set-var(" + Variable.DRAW + ")", "rand");
        }
        new LookupLines(text, table).write();
        TlsBind.writeMisdirection(text, entrypoint);
        writeConditionalRules();
        text.gap();
        writeProxies();
        // No section has the name that a look-up without a rule leads to.
        text.line("default_backend", ProxyName.UNMATCHED);
    }

    private boolean hasRule(Predicate<Rule> is) {
        return entrypoint.listeners().stream()
                .flatMap(listener -> listener.rules().stream())
                .anyMatch(is);
    }

    private void writeConditionalRules() {
        int number = 0;
        for (int i = 0; i < entrypoint.listeners().size(); i++) {
            Listener listener = entrypoint.listeners().get(i);
            String acl = "listener_" + (i + 1);
            boolean isFirst = true;
            for (int rank = 0; rank < listener.rules().size(); rank++) {
                Rule rule = listener.rules().get(rank);
                if (RunTable.hasFurtherConditions(rule.match())) {
                    if (number == 0) {
                        startConditionalRules();
                    }
                    if (isFirst) {
                        isFirst = false;
                        text.line(
                                "acl",
                                acl,
                                RoutingTable.field(RoutingTable.LISTENER),
                                "-m",
                                "str",
                                "--",
                                listener.fullName());
                    }
                    new ConditionalRule(text, rule, "rule_" + ++number).write(acl, rank, destinations);
                }
            }
        }
        if (number > 0) {
            text.gap();
            text.line(
                    "http-request",
                    "set-var(" + Hit.VARIABLE + ")",
                    "var(" + ConditionalRule.VARIABLE + ")",
                    "if",
                    ConditionalRule.TAKEN);
        }
    }

    private void startConditionalRules() {
        text.gap();
        text.comment("Rules that ask for more than host and path, in the order in which they are tried.");
        text.line("http-request", "allow", "if", LookupLines.FINAL);
        text.line("acl", ConditionalRule.TAKEN, "var(" + ConditionalRule.VARIABLE + ")", "-m", "found");
    }

    /** The first line whose bound is above the draw names the proxy; a rule without shares has its proxy in one field. */
    private void writeProxies() {
        int most = entrypoint.listeners().stream()
                .flatMap(listener -> listener.rules().stream())
                .mapToInt(Hit::shares)
                .max()
                .orElse(0);
        if (most < 2) {
            text.line("use_backend", proxy(Hit.PROXY));
            return;
        }
        text.line("acl", "shared", Hit.field(Hit.PROXY), "-m", "len", "0");
        text.line("use_backend", proxy(Hit.PROXY), "if", "!shared");
        for (int i = 0; i < most; i++) {
            int bound = Hit.FIRST_BOUND + 2 * i;
            String acl = "share_" + (i + 1);
            text.line("acl", acl, Hit.field(bound) + ",sub(" + Variable.DRAW + ")", "-m", "int", "gt", "0");
            text.line("use_backend", proxy(bound + 1), "if", acl);
        }
    }

    private static String proxy(int field) {
        return "%[" + Hit.field(field) + "]";
    }
}

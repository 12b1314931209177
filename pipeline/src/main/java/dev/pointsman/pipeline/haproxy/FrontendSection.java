package dev.pointsman.pipeline.haproxy;

import java.util.List;

import dev.pointsman.pipeline.plan.Entrypoint;
import dev.pointsman.pipeline.plan.HostMatch;
import dev.pointsman.pipeline.plan.Listener;
import dev.pointsman.pipeline.plan.Rule;

/**
 * One address and port: which listener a request belongs to, and which of its rules takes it.
 *
 * <p>It exists to keep listeners apart: a request belongs to the most specific listener of its entrypoint, and when none of that
 * listener's rules takes it the answer is 404, even if a less specific listener had a rule for it (Gateway API v1, "Listener", "HTTP
 * listener isolation").
 */
final class FrontendSection {

    private FrontendSection() {}

    static void write(ConfigurationText text, Entrypoint entrypoint) {
        text.section("frontend " + ProxyName.of(entrypoint));
        text.line("bind", entrypoint.address() + ":" + entrypoint.port());
        // A variable holds a method that HAProxy does not know only as text; the converter makes it that and has
        // nothing to escape.
        text.line("http-request", "set-var(" + AccessLog.METHOD + ")", "method,json");
        text.line("http-request", "set-var(" + AccessLog.PATH + ")", "path");
        text.comment("The host as rules compare it: without port and trailing dot, in lower case.");
        text.line(
                "http-request",
                "set-var(" + AccessLog.HOST + ")",
                ConfigurationWord.of("req.fhdr(host),host_only,regsub(\"[.]$\",)"));
        text.line("acl", "in_listener", "var(" + AccessLog.LISTENER + ")", "-m", "found");
        text.line("acl", RuleBlock.MATCHED, "var(" + AccessLog.RULE + ")", "-m", "found");

        List<Listener> listeners = entrypoint.listeners();
        for (int i = 0; i < listeners.size(); i++) {
            writeListener(text, listeners.get(i), aclOfListener(i));
        }
        int ruleNumber = 0;
        for (int i = 0; i < listeners.size(); i++) {
            for (Rule rule : listeners.get(i).rules()) {
                new RuleBlock(text, rule, "rule_" + ++ruleNumber).write(aclOfListener(i));
            }
        }
        text.gap();
        text.line(
                "http-request",
                "return",
                "status",
                "404",
                "content-type",
                "text/plain",
                "string",
                ConfigurationWord.of("no rule matches this request"));
        text.line("use_backend", "%[var(" + RuleBlock.PROXY + ")]");
    }

    private static String aclOfListener(int index) {
        return "listener_" + (index + 1);
    }

    private static void writeListener(ConfigurationText text, Listener listener, String acl) {
        text.gap();
        text.comment("listener " + listener.fullName() + ": " + HostCondition.describe(listener.host()));
        String belongs = "";
        if (!(listener.host() instanceof HostMatch.Any)) {
            belongs = " " + acl + "_host";
            HostCondition.write(text, acl + "_host", listener.host());
        }
        text.line(
                "http-request",
                "set-var(" + AccessLog.LISTENER + ")",
                ConfigurationWord.call("str", listener.fullName()),
                "if !in_listener" + belongs);
        text.line("acl", acl, "var(" + AccessLog.LISTENER + ")", "-m", "str", "--", listener.fullName());
    }
}

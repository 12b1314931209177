package dev.pointsman.pipeline.haproxy;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.plan.HeaderMatch;
import dev.pointsman.pipeline.plan.HostMatch;
import dev.pointsman.pipeline.plan.PathMatch;
import dev.pointsman.pipeline.plan.QueryParameterMatch;
import dev.pointsman.pipeline.plan.RequestMatch;
import dev.pointsman.pipeline.plan.Rule;
import dev.pointsman.pipeline.plan.WeightedBackend;

/**
 * One rule of the plan: its conditions, and who gets the requests that meet them.
 *
 * <p>It exists to say a whole rule in one place: a block sets variables for the request that it takes and then ends the search, so the
 * order of blocks is the order of precedence, and no block needs to know of another.
 */
final class RuleBlock {

    /** True from the moment that a rule has taken the request. */
    static final String MATCHED = "matched";

    /** The name of the backend section that serves the request. */
    static final String PROXY = "txn.proxy";

    private static final String SHARE = "txn.share";

    private final ConfigurationText text;
    private final Rule rule;
    private final String prefix;
    private final List<String> conditions = new ArrayList<>();

    /** The prefix makes the names of the block's ACLs unique in the section: two ACLs of one name are alternatives. */
    RuleBlock(ConfigurationText text, Rule rule, String prefix) {
        this.text = text;
        this.rule = rule;
        this.prefix = prefix;
    }

    /** Writes the block for requests that meet this ACL. */
    void write(String listenerAcl) {
        text.gap();
        text.comment("HTTPRoute " + rule.name().route() + ", rule "
                + rule.name().index() + ": " + HostCondition.describe(rule.host()));
        conditions.add(listenerAcl);
        writeHost();
        writePath(rule.match().path());
        writeRest(rule.match());
        setVariable(
                AccessLog.RULE, ConfigurationWord.call("str", rule.name().toString()), String.join(" ", conditions));
        setVariable(
                AccessLog.ROUTE,
                ConfigurationWord.call("str", rule.name().route().toString()),
                MATCHED);
        writeTargets();
    }

    private void writeHost() {
        if (!(rule.host() instanceof HostMatch.Any)) {
            HostCondition.write(text, condition("host"), rule.host());
        }
    }

    private void writePath(PathMatch path) {
        String value = "var(" + AccessLog.PATH + ")";
        switch (path) {
            case PathMatch.Exact exact ->
                text.line("acl", condition("path"), value, "-m", "str", "--", ConfigurationWord.of(exact.value()));
            case PathMatch.Prefix prefixed when prefixed.value().equals("/") -> {
                // Every path, and also requests that have none (OPTIONS *).
            }
            case PathMatch.Prefix prefixed -> {
                String acl = condition("path");
                text.line("acl", acl, value, "-m", "str", "--", ConfigurationWord.of(prefixed.value()));
                text.line("acl", acl, value, "-m", "beg", "--", ConfigurationWord.of(prefixed.value() + "/"));
            }
        }
    }

    private void writeRest(RequestMatch match) {
        if (!match.method().isEmpty()) {
            text.line("acl", condition("method"), "var(" + AccessLog.METHOD + ")", "-m", "str", "--", match.method());
        }
        int number = 0;
        for (HeaderMatch header : match.headers()) {
            // The fetch with f looks at whole lines, where the one without splits them at commas.
            String lines = ConfigurationWord.call("req.fhdr", header.name());
            text.line(
                    "acl",
                    condition("header_" + ++number),
                    lines,
                    "-m",
                    "str",
                    "--",
                    ConfigurationWord.of(header.value()));
        }
        number = 0;
        for (QueryParameterMatch parameter : match.queryParameters()) {
            text.comment("query parameter " + parameter.name() + " = " + parameter.value());
            text.line(
                    "acl",
                    condition("query_" + ++number),
                    "query",
                    "-m",
                    "reg",
                    "--",
                    ConfigurationWord.of(QueryParameterPattern.of(parameter)));
        }
    }

    private void writeTargets() {
        List<WeightedBackend> targets =
                rule.targets().stream().filter(target -> target.weight() > 0).toList();
        if (targets.isEmpty()) {
            text.line(
                    "http-request",
                    "return",
                    "status",
                    "500",
                    "content-type",
                    "text/plain",
                    "string",
                    ConfigurationWord.of("no backend of this rule takes requests"),
                    "if",
                    MATCHED);
            return;
        }
        if (targets.size() > 1) {
            setVariable(SHARE, "rand(" + rule.totalWeight() + ")", MATCHED);
        }
        // From the last to the first: each takes the draws below the sum of the weights up to its own from those after
        // it.
        int upperBound = rule.totalWeight();
        for (int i = targets.size() - 1; i >= 0; i--) {
            String condition = MATCHED;
            if (i < targets.size() - 1) {
                String acl = prefix + "_share_" + (i + 1);
                text.line("acl", acl, "var(" + SHARE + ")", "-m", "int", "lt", Integer.toString(upperBound));
                condition = MATCHED + " " + acl;
            }
            setVariable(PROXY, "str(" + ProxyName.of(targets.get(i).backend()) + ")", condition);
            upperBound -= targets.get(i).weight();
        }
        text.line("http-request", "allow", "if", MATCHED);
    }

    private String condition(String part) {
        String acl = prefix + "_" + part;
        conditions.add(acl);
        return acl;
    }

    private void setVariable(String variable, String value, String condition) {
        text.line("http-request", "set-var(" + variable + ")", value, "if", condition);
    }
}

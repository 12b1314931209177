package dev.pointsman.pipeline.haproxy.lookup;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.MatchType;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * A rule that asks for more than host and path: its conditions, and one line that takes the request if nobody before it did.
 *
 * <p>It exists to say a whole rule in one place. Such rules are tried one by one, in the order of precedence, and only for requests of
 * which the tables say that one of them may go before the rule found there; {@code outranked} keeps the others from taking it. Conditions
 * are read from left to right, so the host stands first: it tells most rules apart, at the least cost.
 */
public final class ConditionalRule {

    /** What the first such rule that takes the request leaves behind: a text as {@link Hit} describes it. */
    public static final String VARIABLE = "txn.better";

    /** True from the moment that one has taken the request. */
    public static final String TAKEN = "taken";

    private final ConfigurationText text;
    private final Rule rule;
    private final String prefix;
    private final List<String> conditions = new ArrayList<>();

    /** The prefix makes the names of the rule's ACLs unique in the section: two ACLs of one name are alternatives. */
    public ConditionalRule(ConfigurationText text, Rule rule, String prefix) {
        this.text = text;
        this.rule = rule;
        this.prefix = prefix;
    }

    /** Writes the rule for requests that meet the listener's ACL. */
    public void write(String listenerAcl, int rank, Destinations destinations) {
        text.gap();
        text.comment("HTTPRoute " + rule.name().route() + ", rule "
                + rule.name().index() + ": " + HostCondition.describe(rule.host()));
        if (!(rule.host() instanceof HostMatch.Any)) {
            HostCondition.write(text, condition("host"), rule.host());
        }
        conditions.add("!" + TAKEN);
        conditions.add(listenerAcl);
        writePath(rule.match().path());
        text.line("acl", prefix + "_outranked", Hit.field(Hit.RANK), "-m", "int", "lt", Integer.toString(rank));
        conditions.add("!" + prefix + "_outranked");
        writeRest(rule.match());
        text.line(
                "http-request",
                "set-var(" + VARIABLE + ")",
                ConfigurationWord.call("str", Hit.of(rule, rank, false, destinations)),
                "if",
                String.join(" ", conditions));
    }

    private void writePath(PathMatch path) {
        String value = "var(" + Variable.PATH + ")";
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
            case PathMatch.Pattern pattern ->
                text.line("acl", condition("path"), value, "-m", "reg", "--", wholeValue(pattern.value()));
        }
    }

    private void writeRest(RequestMatch match) {
        if (!match.method().isEmpty()) {
            text.line("acl", condition("method"), "var(" + Variable.METHOD + ")", "-m", "str", "--", match.method());
        }
        int number = 0;
        for (HeaderMatch header : match.headers()) {
            // The fetch with f looks at whole lines, where the one without splits them at commas.
            String lines = ConfigurationWord.call("req.fhdr", header.name());
            boolean exact = header.type() == MatchType.EXACT;
            text.line(
                    "acl",
                    condition("header_" + ++number),
                    lines,
                    "-m",
                    exact ? "str" : "reg",
                    "--",
                    exact ? ConfigurationWord.of(header.value()) : wholeValue(header.value()));
        }
        number = 0;
        for (QueryParameterMatch parameter : match.queryParameters()) {
            text.comment("query parameter " + parameter.name() + " = " + parameter.value());
            writeParameter("query_" + ++number, parameter);
        }
    }

    private void writeParameter(String part, QueryParameterMatch parameter) {
        switch (parameter.type()) {
            case EXACT ->
                text.line(
                        "acl",
                        condition(part),
                        "query",
                        "-m",
                        "reg",
                        "--",
                        ConfigurationWord.of(QueryParameterPattern.of(parameter)));
            case REGULAR_EXPRESSION -> {
                text.line(
                        "acl",
                        condition(part),
                        "query",
                        "-m",
                        "reg",
                        "--",
                        ConfigurationWord.of(QueryParameterPattern.ofFirst(parameter.name())));
                text.line(
                        "acl",
                        condition(part + "_value"),
                        ConfigurationWord.of("query," + QueryParameterPattern.valueOf(parameter.name())),
                        "-m",
                        "reg",
                        "--",
                        wholeValue(parameter.value()));
            }
        }
    }

    /** An expression of the plan has to take all of a value, not a part of it. */
    private static String wholeValue(String expression) {
        return ConfigurationWord.of("\\A(?:" + expression + ")\\z");
    }

    private String condition(String part) {
        String acl = prefix + "_" + part;
        conditions.add(acl);
        return acl;
    }
}

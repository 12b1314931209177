package dev.pointsman.pipeline.haproxy.backend;

import java.util.List;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.haproxy.lookup.Treatments;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.treatment.Redirect;

/**
 * Sections without servers, which answer by themselves.
 *
 * <p>They exist because a frontend finds the section of a request by its name, whatever the number of sections, but would read the lines
 * of every redirect for every request.
 */
public final class AnswerSections {

    private static final String SUFFIX = "txn.redirect_suffix";
    private static final String PORT = "txn.redirect_port";

    private AnswerSections() {}

    public static void write(ConfigurationText text, Treatments treatments) {
        writeAnswer(text, ProxyName.UNMATCHED, "Requests that no rule takes.", 404, "no rule matches this request");
        writeAnswer(
                text,
                ProxyName.NOBODY,
                "Rules without a backend that takes requests.",
                500,
                "no backend of this rule takes requests");
        treatments.redirects().forEach((name, rule) -> writeRedirect(text, name, rule));
    }

    private static void writeAnswer(ConfigurationText text, String name, String what, int status, String answer) {
        text.section("backend " + name);
        text.comment(what);
        text.line(
                "http-request",
                "return",
                "status",
                Integer.toString(status),
                "content-type",
                "text/plain",
                "string",
                ConfigurationWord.of(answer));
    }

    private static void writeRedirect(ConfigurationText text, String name, Rule rule) {
        Redirect redirect = rule.treatment().redirect().orElseThrow();
        text.section("backend " + ProxyName.ofRedirect(name));
        TreatmentLines.write(text, new Treatments.Treated(name, rule, List.of()), "treated");
        writePort(text, redirect);
        text.line("acl", "has_query", "query", "-m", "len", "gt", "0");
        text.line("http-request", "set-var-fmt(" + SUFFIX + ")", "?%[query]", "if", "has_query");
        String scheme = redirect.scheme().isEmpty() ? "%[ssl_fc,iif(https,http)]" : redirect.scheme();
        String host = redirect.hostname().isEmpty() ? "%[var(" + Variable.HOST + ")]" : redirect.hostname();
        String start = scheme + "://" + host + "%[var(" + PORT + ")]";
        String end = "%[var(" + SUFFIX + ")]";
        String code = Integer.toString(redirect.code());
        String asItCame = "%[var(" + Variable.PATH + ")]";
        redirect.path().flatMap(PathFormat::lengthThatLeavesNothing).ifPresent(length -> {
            text.line("acl", "nothing_left", "var(" + Variable.PATH + ")", "-m", "len", Integer.toString(length));
            writeLocation(text, start + "/" + end, code, "if", "nothing_left");
        });
        String path = redirect.path().map(PathFormat::of).orElse(asItCame);
        writeLocation(text, start + path + end, code);
    }

    private static void writeLocation(ConfigurationText text, String location, String code, String... condition) {
        text.line(
                "http-request",
                "redirect",
                "location",
                ConfigurationWord.of(location),
                "code",
                code + (condition.length == 0 ? "" : " " + String.join(" ", condition)));
    }

    /** A port is written when it is not the one that the scheme implies. */
    private static void writePort(ConfigurationText text, Redirect redirect) {
        if (redirect.port() == 0 && !redirect.scheme().isEmpty()) {
            return;
        }
        String port = redirect.port() == 0 ? "%[dst_port]" : Integer.toString(redirect.port());
        String number = redirect.port() == 0 ? "dst_port" : "int(" + redirect.port() + ")";
        String secure = redirect.scheme().isEmpty()
                ? "ssl_fc"
                : "bool(" + redirect.scheme().equals("https") + ")";
        text.line("acl", "secure", secure, "-m", "bool");
        text.line("acl", "port_80", number, "-m", "int", "80");
        text.line("acl", "port_443", number, "-m", "int", "443");
        text.line(
                "http-request",
                "set-var-fmt(" + PORT + ")",
                ":" + port,
                "unless",
                "secure port_443 or !secure port_80");
    }
}

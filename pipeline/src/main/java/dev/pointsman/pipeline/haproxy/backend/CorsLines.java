package dev.pointsman.pipeline.haproxy.backend;

import java.util.List;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.plan.treatment.Cors;

/**
 * Answers preflights, and tells browsers what pages of other origins may read.
 *
 * <p>Source: Gateway API v1.6, "HTTPCORSFilter"; Fetch Standard, "CORS protocol". What the answer needs of the request is kept in
 * variables, because the request is gone by then. A preflight never reaches a backend; from an origin that is not allowed it gets an answer
 * without permission. Where credentials are allowed a browser takes no {@code *}, so the request's own words come back instead.
 */
final class CorsLines {

    private static final String ORIGIN = "txn.cors_origin";
    private static final String METHOD = "txn.cors_method";
    private static final String HEADERS = "txn.cors_headers";

    private final ConfigurationText text;
    private final Cors cors;
    private final String acl;

    CorsLines(ConfigurationText text, Cors cors, String acl) {
        this.text = text;
        this.cors = cors;
        this.acl = acl;
    }

    void write() {
        String origin = acl + "_origin";
        writeOrigin(origin);
        text.line("http-request", "set-var(" + ORIGIN + ")", "req.fhdr(origin)", "if", acl, origin);
        String preflight = acl + "_preflight";
        text.line("acl", preflight + "_method", "var(" + Variable.METHOD + ")", "-m", "str", "OPTIONS");
        text.line("acl", preflight + "_origin", "req.fhdr(origin)", "-m", "found");
        text.line("acl", preflight, "req.fhdr(access-control-request-method)", "-m", "found");
        String conditions = acl + " " + preflight + "_method " + preflight + "_origin " + preflight;
        text.line(
                "http-request", "set-var(" + METHOD + ")", "req.fhdr(access-control-request-method)", "if", conditions);
        text.line(
                "http-request",
                "set-var(" + HEADERS + ")",
                "req.fhdr(access-control-request-headers)",
                "if",
                conditions);
        text.line("http-request", "return", "status", "204", "if", conditions);
        writeAnswer();
    }

    private void writeOrigin(String name) {
        if (cors.origins().contains(Cors.ANY)) {
            text.line("acl", name, "req.fhdr(origin)", "-m", "found");
            return;
        }
        for (String allowed : cors.origins()) {
            // Browsers send origins in lower case; whoever does not means the same host.
            boolean wildcard = allowed.contains("*");
            text.line(
                    "acl",
                    name,
                    "req.fhdr(origin),lower",
                    "-m",
                    wildcard ? "reg" : "str",
                    "--",
                    ConfigurationWord.of(wildcard ? pattern(allowed) : allowed));
        }
        if (cors.origins().isEmpty()) {
            text.line("acl", name, "always_false");
        }
    }

    private static String pattern(String origin) {
        return "\\A"
                + origin.chars()
                        .mapToObj(c ->
                                c == '*' ? "[^/:]+" : Character.isLetterOrDigit(c) ? "" + (char) c : "\\" + (char) c)
                        .collect(Collectors.joining())
                + "\\z";
    }

    private void writeAnswer() {
        String allowed = acl + "_allowed";
        String answered = acl + "_answered";
        text.line("acl", allowed, "var(" + ORIGIN + ")", "-m", "found");
        text.line("acl", answered, "var(" + METHOD + ")", "-m", "found");
        boolean anyOrigin = cors.origins().contains(Cors.ANY) && !cors.credentials();
        header("Access-Control-Allow-Origin", anyOrigin ? "*" : "%[var(" + ORIGIN + ")]", allowed);
        if (!anyOrigin) {
            // Whatever the origin: a cache must not give one origin's answer to another.
            text.line("http-after-response", "add-header", "Vary", "Origin", "if", acl);
        }
        if (cors.credentials()) {
            header("Access-Control-Allow-Credentials", "true", allowed);
        }
        list("Access-Control-Expose-Headers", cors.exposed(), "", allowed);
        list("Access-Control-Allow-Methods", cors.methods(), METHOD, allowed + " " + answered);
        list("Access-Control-Allow-Headers", cors.headers(), HEADERS, allowed + " " + answered);
        header("Access-Control-Max-Age", Integer.toString(cors.maxAge()), allowed + " " + answered);
    }

    /** With credentials a {@code *} becomes what the request asked for; where it can ask for nothing, it says nothing. */
    private void list(String name, List<String> values, String asked, String conditions) {
        if (values.contains(Cors.ANY) && cors.credentials()) {
            if (!asked.isEmpty()) {
                String acl = this.acl + "_asks_" + asked.substring(asked.indexOf('_') + 1);
                text.line("acl", acl, "var(" + asked + ")", "-m", "found");
                header(name, "%[var(" + asked + ")]", conditions + " " + acl);
            }
        } else if (!values.isEmpty()) {
            header(name, String.join(", ", values).replace("%", "%%"), conditions);
        }
    }

    private void header(String name, String format, String conditions) {
        text.line("http-after-response", "set-header", name, ConfigurationWord.of(format), "if", acl, conditions);
    }
}

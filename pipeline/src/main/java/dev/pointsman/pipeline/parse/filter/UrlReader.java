package dev.pointsman.pipeline.parse.filter;

import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads redirects and rewrites.
 *
 * <p>Source: Gateway API v1.6, "HTTPRequestRedirectFilter", "HTTPURLRewriteFilter" and "HTTPPathModifier".
 */
final class UrlReader {

    private static final String FULL = "ReplaceFullPath";
    private static final String PREFIX = "ReplacePrefixMatch";
    private static final String FULL_FIELD = "replaceFullPath";
    private static final String PREFIX_FIELD = "replacePrefixMatch";
    private static final List<Integer> CODES = List.of(301, 302, 303, 307, 308);
    private static final int DEFAULT_CODE = 302;

    private UrlReader() {}

    static Redirect redirect(Fields fields, Optional<String> matchedPrefix) {
        String scheme = fields.choice("scheme", List.of("http", "https"), "").value();
        String hostname =
                fields.text("hostname", TextRules.PRECISE_HOSTNAME, "").value();
        int port = fields.integer("port", 1, 65535, 0).value();
        Located<Integer> code = fields.integer("statusCode", 100, 599, DEFAULT_CODE);
        boolean isServed = CODES.contains(code.value());
        if (!isServed) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            code.origin(),
                            Quoted.of(code.value().toString()) + " is not one of 301, 302, 303, 307, 308",
                            "");
        }
        return new Redirect(
                scheme, hostname, port, path(fields, matchedPrefix), isServed ? code.value() : DEFAULT_CODE);
    }

    static UrlRewrite rewrite(Fields fields, Optional<String> matchedPrefix) {
        UrlRewrite rewrite = new UrlRewrite(
                fields.text("hostname", TextRules.PRECISE_HOSTNAME, "").value(), path(fields, matchedPrefix));
        if (!fields.has("hostname") && !fields.has("path")) {
            fields.findings()
                    .warning(
                            FindingCode.WITHOUT_EFFECT,
                            fields.origin(),
                            "the filter rewrites nothing",
                            "Write hostname or path.");
        }
        return rewrite;
    }

    private static Optional<PathRewrite> path(Fields fields, Optional<String> matchedPrefix) {
        return fields.optionalMapping(
                "path", Optional.empty(), path -> Optional.ofNullable(pathModifier(path, matchedPrefix)));
    }

    private static PathRewrite pathModifier(Fields fields, Optional<String> matchedPrefix) {
        int errors = fields.findings().objections();
        boolean full = fields.choice("type", List.of(FULL, PREFIX)).value().equals(FULL);
        requireAbsent(fields, full ? PREFIX_FIELD : FULL_FIELD, full ? FULL : PREFIX);
        fields.required(full ? FULL_FIELD : PREFIX_FIELD);
        String text = fields.text(
                        full ? FULL_FIELD : PREFIX_FIELD,
                        full ? TextRules.NEW_PATH : TextRules.NEW_PREFIX,
                        full ? "/" : "")
                .value();
        if (!full && matchedPrefix.isEmpty()) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            fields.originOf(PREFIX_FIELD),
                            "a prefix can be replaced where the rule has exactly one match, and that of type \"PathPrefix\"",
                            "Write a rule for each match.");
        }
        if (fields.findings().objections() > errors) {
            return null;
        }
        return full
                ? new PathRewrite.Full(text)
                : new PathRewrite.Prefix(withoutSlash(matchedPrefix.orElseThrow()), withoutSlash(text));
    }

    private static void requireAbsent(Fields fields, String name, String type) {
        if (fields.has(name)) {
            fields.ignored(name);
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            fields.originOf(name),
                            "the field " + Quoted.of(name) + " does not belong to the type " + Quoted.of(type),
                            "");
        }
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}

package dev.pointsman.pipeline.parse.filter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads what is done to the headers of requests or answers.
 *
 * <p>Source: Gateway API v1.6, "HTTPHeaderFilter".
 */
final class HeaderEditsReader {

    private static final int MOST = 16;

    /** They say where a message ends and what becomes of its connection (RFC 9110 section 7.6.1, RFC 9112 section 6). */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Map<String, Origin> seen = new HashMap<>();

    private HeaderEditsReader() {}

    static HeaderEdits read(Fields fields) {
        HeaderEditsReader reader = new HeaderEditsReader();
        int errors = fields.findings().objections();
        List<HeaderEdits.Header> set = fields.mappings("set", 0, MOST, reader::header);
        List<HeaderEdits.Header> add = fields.mappings("add", 0, MOST, reader::header);
        List<String> remove = new ArrayList<>();
        for (Located<String> name : fields.texts("remove", 0, MOST, TextRules.HEADER_NAME)) {
            reader.requireOwnAction(fields, name);
            remove.add(name.value());
        }
        if (fields.findings().objections() > errors) {
            return HeaderEdits.NONE;
        }
        if (set.isEmpty() && add.isEmpty() && remove.isEmpty()) {
            fields.findings()
                    .warning(
                            FindingCode.WITHOUT_EFFECT,
                            fields.origin(),
                            "the filter changes no header",
                            "Write set, add or remove.");
        }
        return new HeaderEdits(set, add, remove);
    }

    private HeaderEdits.Header header(Fields fields) {
        int errors = fields.findings().objections();
        Located<String> name = fields.text("name", TextRules.HEADER_NAME);
        String value = fields.text("value", TextRules.HEADER_VALUE).value();
        if (fields.findings().objections() > errors) {
            return null;
        }
        requireOwnAction(fields, name);
        return fields.findings().objections() > errors ? null : new HeaderEdits.Header(name.value(), value);
    }

    private void requireOwnAction(Fields fields, Located<String> name) {
        String lowerCase = name.value().toLowerCase(Locale.ROOT);
        Origin first = seen.putIfAbsent(lowerCase, name.origin());
        if (first != null) {
            fields.findings()
                    .error(
                            FindingCode.DUPLICATE_NAME,
                            name.origin(),
                            "there is another action for header " + Quoted.of(name.value()) + " at " + first.place(),
                            "A filter has one action for a header. Separate several values by commas.");
        }
        if (OF_THE_CONNECTION.contains(lowerCase)) {
            fields.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            name.origin(),
                            "the header " + Quoted.of(name.value())
                                    + " belongs to the connection and is the proxy's own; changed by hand, one request could"
                                    + " be read as two",
                            "Remove it.");
        }
    }
}

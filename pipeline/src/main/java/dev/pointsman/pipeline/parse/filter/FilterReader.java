package dev.pointsman.pipeline.parse.filter;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.treatment.Cors;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads the {@code filters} of a rule or of one of its {@code backendRefs}.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteRule.filters", "HTTPBackendRef.filters" and "HTTPRouteFilter". A filter that is not served is an
 * error with its reason: the standard forbids to pass it over.
 */
public final class FilterReader {

    private static final int MOST_FILTERS = 16;
    private static final Set<FilterKind> SERVED_ON_BACKENDS =
            EnumSet.of(FilterKind.REQUEST_HEADER_MODIFIER, FilterKind.RESPONSE_HEADER_MODIFIER);

    private final boolean onBackend;
    private final Optional<String> prefix;
    private final Map<FilterKind, Origin> seen = new EnumMap<>(FilterKind.class);
    private HeaderEdits requestHeaders = HeaderEdits.NONE;
    private HeaderEdits responseHeaders = HeaderEdits.NONE;
    private Optional<Redirect> redirect = Optional.empty();
    private Optional<UrlRewrite> rewrite = Optional.empty();
    private Optional<Cors> cors = Optional.empty();

    private FilterReader(boolean onBackend, Optional<String> prefix) {
        this.onBackend = onBackend;
        this.prefix = prefix;
    }

    /** Reads the filters of a rule, whose matches say which prefix a filter may replace. */
    public static FilterReader ofRule(Fields rule, List<RequestMatch> matches) {
        Optional<String> prefix =
                matches.size() == 1 && matches.getFirst().path() instanceof PathMatch.Prefix(String value)
                        ? Optional.of(value)
                        : Optional.empty();
        FilterReader reader = new FilterReader(false, prefix);
        rule.mappings("filters", 0, MOST_FILTERS, reader::filter);
        reader.requireCompatible(rule);
        return reader;
    }

    /** Reads the filters of a backend reference. */
    public static FilterReader ofBackend(Fields backend) {
        FilterReader reader = new FilterReader(true, Optional.empty());
        backend.mappings("filters", 0, MOST_FILTERS, reader::filter);
        return reader;
    }

    private FilterKind filter(Fields fields) {
        Located<String> type = fields.choice("type", FilterKind.titles());
        FilterKind kind = FilterKind.of(type.value());
        for (FilterKind other : FilterKind.values()) {
            if (other != kind && fields.has(other.field())) {
                fields.judged(other.field());
                fields.findings()
                        .error(
                                FindingCode.INVALID_VALUE,
                                fields.originOf(other.field()),
                                "the field " + Quoted.of(other.field()) + " belongs to a filter of type "
                                        + Quoted.of(other.title()) + ", and this one is of type "
                                        + Quoted.of(kind.title()),
                                "");
            }
        }
        Origin first = seen.putIfAbsent(kind, type.origin());
        if (first != null && !kind.mayRepeat()) {
            fields.findings()
                    .error(
                            FindingCode.DUPLICATE_NAME,
                            type.origin(),
                            "a filter of type " + Quoted.of(kind.title()) + " stands already at " + first.place(),
                            "Write one.");
        }
        if (isServed(fields, type, kind)) {
            read(fields, kind);
        } else {
            fields.judged(kind.field());
        }
        return kind;
    }

    private boolean isServed(Fields fields, Located<String> type, FilterKind kind) {
        boolean elsewhere = onBackend && kind.obstacle().isEmpty() && !SERVED_ON_BACKENDS.contains(kind);
        if (elsewhere || !kind.obstacle().isEmpty()) {
            fields.findings()
                    .error(
                            FindingCode.NOT_SUPPORTED,
                            type.origin(),
                            "a filter of type " + Quoted.of(kind.title()) + " is not served"
                                    + (elsewhere ? " on a backendRef" : ": " + kind.obstacle()),
                            elsewhere
                                    ? "Write it on the rule; a rule for each backend can tell them apart."
                                    : "Remove it.");
            return false;
        }
        return true;
    }

    private void read(Fields fields, FilterKind kind) {
        String field = kind.field();
        switch (kind) {
            case REQUEST_HEADER_MODIFIER ->
                requestHeaders = fields.mapping(field, HeaderEdits.NONE, HeaderEditsReader::read);
            case RESPONSE_HEADER_MODIFIER ->
                responseHeaders = fields.mapping(field, HeaderEdits.NONE, HeaderEditsReader::read);
            case REQUEST_REDIRECT ->
                redirect = fields.mapping(field, redirect, inner -> Optional.of(UrlReader.redirect(inner, prefix)));
            case URL_REWRITE ->
                rewrite = fields.mapping(field, rewrite, inner -> Optional.of(UrlReader.rewrite(inner, prefix)));
            case CORS -> cors = fields.mapping(field, cors, inner -> Optional.ofNullable(CorsReader.read(inner)));
            case REQUEST_MIRROR, EXTERNAL_AUTH, EXTENSION_REF -> throw new IllegalStateException("not served: " + kind);
        }
    }

    private void requireCompatible(Fields rule) {
        Origin redirects = seen.get(FilterKind.REQUEST_REDIRECT);
        if (redirects != null && seen.containsKey(FilterKind.URL_REWRITE)) {
            rule.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            redirects,
                            "a rule either redirects or rewrites; this one has a filter of type \"URLRewrite\", too ("
                                    + seen.get(FilterKind.URL_REWRITE).place() + ")",
                            "Remove one. A redirect can change host and path itself.");
        }
        if (redirects != null && rule.has("backendRefs")) {
            rule.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            rule.originOf("backendRefs"),
                            "a rule that redirects (" + redirects.place()
                                    + ") forwards nothing, so it has no backendRefs",
                            "Remove one of both.");
        }
    }

    public HeaderEdits requestHeaders() {
        return requestHeaders;
    }

    public HeaderEdits responseHeaders() {
        return responseHeaders;
    }

    public Optional<Redirect> redirect() {
        return redirect;
    }

    public Optional<UrlRewrite> rewrite() {
        return redirect.isPresent() ? Optional.empty() : rewrite;
    }

    public Optional<Cors> cors() {
        return cors;
    }
}

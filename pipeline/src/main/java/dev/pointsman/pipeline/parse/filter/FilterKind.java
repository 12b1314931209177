package dev.pointsman.pipeline.parse.filter;

import java.util.Arrays;
import java.util.List;

/**
 * The filters of the standard, with the field that each has and, of those that are not served, why.
 *
 * <p>Source: Gateway API v1.6, "HTTPRouteFilterType".
 */
enum FilterKind {
    REQUEST_HEADER_MODIFIER("RequestHeaderModifier", "requestHeaderModifier"),
    RESPONSE_HEADER_MODIFIER("ResponseHeaderModifier", "responseHeaderModifier"),
    REQUEST_REDIRECT("RequestRedirect", "requestRedirect"),
    URL_REWRITE("URLRewrite", "urlRewrite"),
    CORS("CORS", "cors"),
    REQUEST_MIRROR("RequestMirror", "requestMirror", "HAProxy has no way to send a request to a second backend"),
    EXTERNAL_AUTH(
            "ExternalAuth", "externalAuth", "HAProxy has no way to ask another server before it forwards a request"),
    EXTENSION_REF("ExtensionRef", "extensionRef", "Pointsman has no filters beyond the standard's");

    private final String title;
    private final String field;
    private final String obstacle;

    FilterKind(String title, String field) {
        this(title, field, "");
    }

    FilterKind(String title, String field, String obstacle) {
        this.title = title;
        this.field = field;
        this.obstacle = obstacle;
    }

    static FilterKind of(String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.title.equals(title))
                .findFirst()
                .orElseThrow();
    }

    static List<String> titles() {
        return Arrays.stream(values()).map(FilterKind::title).toList();
    }

    /** As {@code type} says it. */
    String title() {
        return title;
    }

    /** The field that holds its settings. */
    String field() {
        return field;
    }

    /** Why it is not served; empty when it is. */
    String obstacle() {
        return obstacle;
    }

    /** Whether a list may hold several of them. */
    boolean mayRepeat() {
        return this == REQUEST_MIRROR || this == EXTENSION_REF;
    }
}

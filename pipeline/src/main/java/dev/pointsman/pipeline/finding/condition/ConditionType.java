package dev.pointsman.pipeline.finding.condition;

/**
 * The conditions that the Gateway API defines.
 *
 * <p>Source: Gateway API v1.6, "GatewayClassConditionType", "GatewayConditionType", "ListenerConditionType", "RouteConditionType" and
 * "PolicyConditionType".
 */
public enum ConditionType {
    ACCEPTED("Accepted"),
    SUPPORTED_VERSION("SupportedVersion"),
    PROGRAMMED("Programmed"),
    RESOLVED_REFS("ResolvedRefs"),
    /** Only there when True: two listeners want the same. */
    CONFLICTED("Conflicted"),
    /** Only there when True: some rules of a route are served and others are not. */
    PARTIALLY_INVALID("PartiallyInvalid"),
    /** Only there when True: TLS settings that overlap, so that one connection may carry requests for another listener. */
    OVERLAPPING_TLS_CONFIG("OverlappingTLSConfig"),
    /** Only there when True: a client certificate is asked for, but not insisted on. */
    INSECURE_FRONTEND_VALIDATION_MODE("InsecureFrontendValidationMode");

    private final String title;

    ConditionType(String title) {
        this.title = title;
    }

    /** As it is written in a status. */
    public String title() {
        return title;
    }
}

package dev.pointsman.pipeline.finding.condition;

/**
 * Why a condition is not what one wishes: the reasons that the Gateway API defines, each with its condition.
 *
 * <p>Source: Gateway API v1.6, "GatewayClassConditionReason", "GatewayConditionReason", "ListenerConditionReason", "RouteConditionReason"
 * and "PolicyConditionReason". Where several apply to one condition, the first in this order is shown.
 */
public enum Reason {
    // The resource as a whole
    INVALID_PARAMETERS(ConditionType.ACCEPTED, "InvalidParameters"),
    INVALID(ConditionType.ACCEPTED, "Invalid"),
    UNSUPPORTED_VALUE(ConditionType.ACCEPTED, "UnsupportedValue"),
    UNSUPPORTED_ADDRESS(ConditionType.ACCEPTED, "UnsupportedAddress"),
    PENDING(ConditionType.ACCEPTED, "Pending"),

    // Listeners
    UNSUPPORTED_PROTOCOL(ConditionType.ACCEPTED, "UnsupportedProtocol"),
    PORT_UNAVAILABLE(ConditionType.ACCEPTED, "PortUnavailable"),
    PROTOCOL_CONFLICT(ConditionType.CONFLICTED, "ProtocolConflict"),
    HOSTNAME_CONFLICT(ConditionType.CONFLICTED, "HostnameConflict"),
    INVALID_ROUTE_KINDS(ConditionType.RESOLVED_REFS, "InvalidRouteKinds"),
    INVALID_CERTIFICATE_REF(ConditionType.RESOLVED_REFS, "InvalidCertificateRef"),
    NO_VALID_CA_CERTIFICATE(ConditionType.ACCEPTED, "NoValidCACertificate"),
    INVALID_CA_CERTIFICATE_KIND(ConditionType.RESOLVED_REFS, "InvalidCACertificateKind"),
    INVALID_CA_CERTIFICATE_REF(ConditionType.RESOLVED_REFS, "InvalidCACertificateRef"),
    INVALID_CLIENT_CERTIFICATE_REF(ConditionType.RESOLVED_REFS, "InvalidClientCertificateRef"),
    OVERLAPPING_CERTIFICATES(ConditionType.OVERLAPPING_TLS_CONFIG, "OverlappingCertificates"),
    CONFIGURATION_CHANGED(ConditionType.INSECURE_FRONTEND_VALIDATION_MODE, "ConfigurationChanged"),

    // Routes and policies
    NO_MATCHING_PARENT(ConditionType.ACCEPTED, "NoMatchingParent"),
    NOT_ALLOWED_BY_LISTENERS(ConditionType.ACCEPTED, "NotAllowedByListeners"),
    NO_MATCHING_LISTENER_HOSTNAME(ConditionType.ACCEPTED, "NoMatchingListenerHostname"),
    CONFLICTED(ConditionType.ACCEPTED, "Conflicted"),
    TARGET_NOT_FOUND(ConditionType.ACCEPTED, "TargetNotFound"),
    INVALID_KIND(ConditionType.RESOLVED_REFS, "InvalidKind"),
    REF_NOT_PERMITTED(ConditionType.RESOLVED_REFS, "RefNotPermitted"),
    BACKEND_NOT_FOUND(ConditionType.RESOLVED_REFS, "BackendNotFound"),
    UNSUPPORTED_PROTOCOL_OF_BACKEND(ConditionType.RESOLVED_REFS, "UnsupportedProtocol"),
    SOME_RULES_UNSUPPORTED(ConditionType.PARTIALLY_INVALID, "UnsupportedValue");

    private final ConditionType condition;
    private final String title;

    Reason(ConditionType condition, String title) {
        this.condition = condition;
        this.title = title;
    }

    /** The condition that this is a reason of. */
    public ConditionType condition() {
        return condition;
    }

    /** As it is written in a status. */
    public String title() {
        return title;
    }
}

package dev.pointsman.lab.ec2.query;

/**
 * EC2's error codes that the lab can answer, with the HTTP status each comes with.
 *
 * <p>Exists as one list because clients decide by these exact strings; their spelling is AWS's, inconsistencies included (API Reference,
 * "Error codes for the Amazon EC2 API").
 */
public enum ErrorCode {
    AUTH_FAILURE("AuthFailure", 401),
    BLOCKED("Blocked", 403),
    DRY_RUN_OPERATION("DryRunOperation", 412),
    FILTER_LIMIT_EXCEEDED("FilterLimitExceeded", 400),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
    INVALID_ACTION("InvalidAction", 400),
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403),
    INVALID_GATEWAY_ID_NOT_FOUND("InvalidGatewayID.NotFound", 400),
    INVALID_INSTANCE_ID("InvalidInstanceID", 400),
    INVALID_INSTANCE_ID_MALFORMED("InvalidInstanceID.Malformed", 400),
    INVALID_INSTANCE_ID_NOT_FOUND("InvalidInstanceID.NotFound", 400),
    INVALID_NETWORK_INTERFACE_ID_MALFORMED("InvalidNetworkInterfaceId.Malformed", 400),
    INVALID_NETWORK_INTERFACE_ID_NOT_FOUND("InvalidNetworkInterfaceID.NotFound", 400),
    INVALID_PAGINATION_TOKEN("InvalidPaginationToken", 400),
    INVALID_PARAMETER_COMBINATION("InvalidParameterCombination", 400),
    INVALID_PARAMETER_VALUE("InvalidParameterValue", 400),
    INVALID_PREFIX_LIST_ID_NOT_FOUND("InvalidPrefixListID.NotFound", 400),
    INVALID_ROUTE_NOT_FOUND("InvalidRoute.NotFound", 400),
    INVALID_ROUTE_TABLE_ID_MALFORMED("InvalidRouteTableId.Malformed", 400),
    INVALID_ROUTE_TABLE_ID_NOT_FOUND("InvalidRouteTableID.NotFound", 400),
    INVALID_SUBNET_ID_MALFORMED("InvalidSubnetID.Malformed", 400),
    INVALID_SUBNET_ID_NOT_FOUND("InvalidSubnetID.NotFound", 400),
    INVALID_GROUP_ID_MALFORMED("InvalidGroupId.Malformed", 400),
    INVALID_GROUP_NOT_FOUND("InvalidGroup.NotFound", 400),
    INVALID_PEERING_ID_MALFORMED("InvalidVpcPeeringConnectionId.Malformed", 400),
    INVALID_PEERING_ID_NOT_FOUND("InvalidVpcPeeringConnectionID.NotFound", 400),
    INVALID_VPC_ID_MALFORMED("InvalidVpcID.Malformed", 400),
    INVALID_VPC_ID_NOT_FOUND("InvalidVpcID.NotFound", 400),
    MALFORMED_QUERY_STRING("MalformedQueryString", 400),
    MISSING_ACTION("MissingAction", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
    MISSING_PARAMETER("MissingParameter", 400),
    NO_SUCH_VERSION("NoSuchVersion", 400),
    OPERATION_NOT_PERMITTED("OperationNotPermitted", 400),
    REQUEST_EXPIRED("RequestExpired", 400),
    ROUTE_ALREADY_EXISTS("RouteAlreadyExists", 400),
    ROUTE_LIMIT_EXCEEDED("RouteLimitExceeded", 400),
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403),
    UNAUTHORIZED_OPERATION("UnauthorizedOperation", 403),
    UNKNOWN_PARAMETER("UnknownParameter", 400),
    UNSUPPORTED_OPERATION("UnsupportedOperation", 400),
    VPC_ID_NOT_SPECIFIED("VPCIdNotSpecified", 400),

    INTERNAL_ERROR("InternalError", 500),
    INTERNAL_FAILURE("InternalFailure", 500),
    REQUEST_LIMIT_EXCEEDED("RequestLimitExceeded", 503),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
    UNAVAILABLE("Unavailable", 503);

    private final String code;
    private final int status;

    ErrorCode(String code, int status) {
        this.code = code;
        this.status = status;
    }

    public String code() {
        return code;
    }

    /** HTTP status, 400 to 503. */
    public int status() {
        return status;
    }

    /** An exception that makes the endpoint answer this error. */
    public Ec2Exception because(String message, Object... arguments) {
        return new Ec2Exception(this, arguments.length == 0 ? message : message.formatted(arguments));
    }
}

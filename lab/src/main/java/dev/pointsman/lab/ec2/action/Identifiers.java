package dev.pointsman.lab.ec2.action;

import dev.pointsman.lab.ec2.query.Ec2Exception;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.vpc.ResourceKind;

/**
 * A kind of resource that requests name, with EC2's two errors about it.
 *
 * <p>Exists because AWS spells these codes and messages differently from kind to kind.
 */
public enum Identifiers {
    VPCS(ResourceKind.VPC, "vpc", ErrorCode.INVALID_VPC_ID_MALFORMED, ErrorCode.INVALID_VPC_ID_NOT_FOUND),
    SUBNETS(
            ResourceKind.SUBNET,
            "subnet",
            ErrorCode.INVALID_SUBNET_ID_MALFORMED,
            ErrorCode.INVALID_SUBNET_ID_NOT_FOUND),
    ROUTE_TABLES(
            ResourceKind.ROUTE_TABLE,
            "routeTable",
            ErrorCode.INVALID_ROUTE_TABLE_ID_MALFORMED,
            ErrorCode.INVALID_ROUTE_TABLE_ID_NOT_FOUND),
    NETWORK_INTERFACES(
            ResourceKind.NETWORK_INTERFACE,
            "networkInterface",
            ErrorCode.INVALID_NETWORK_INTERFACE_ID_MALFORMED,
            ErrorCode.INVALID_NETWORK_INTERFACE_ID_NOT_FOUND),
    INSTANCES(
            ResourceKind.INSTANCE,
            "instance",
            ErrorCode.INVALID_INSTANCE_ID_MALFORMED,
            ErrorCode.INVALID_INSTANCE_ID_NOT_FOUND),
    SECURITY_GROUPS(
            ResourceKind.SECURITY_GROUP,
            "security group",
            ErrorCode.INVALID_GROUP_ID_MALFORMED,
            ErrorCode.INVALID_GROUP_NOT_FOUND),
    PEERING_CONNECTIONS(
            ResourceKind.PEERING_CONNECTION,
            "vpcPeeringConnection",
            ErrorCode.INVALID_PEERING_ID_MALFORMED,
            ErrorCode.INVALID_PEERING_ID_NOT_FOUND);

    private final ResourceKind kind;
    private final String noun;
    private final ErrorCode malformed;
    private final ErrorCode notFound;

    Identifiers(ResourceKind kind, String noun, ErrorCode malformed, ErrorCode notFound) {
        this.kind = kind;
        this.noun = noun;
        this.malformed = malformed;
        this.notFound = notFound;
    }

    /**
     * The identifier, if it has the right form; existing is another matter.
     *
     * @throws Ec2Exception the kind's malformed code
     */
    public String wellFormed(String id) {
        if (!kind.isWellFormed(id)) {
            throw malformed.because("Invalid id: \"%s\"", id);
        }
        return id;
    }

    /** The error that says there is none with this identifier. */
    public Ec2Exception notFound(String id) {
        return notFound.because("The %s ID '%s' does not exist", noun, id);
    }
}

package dev.pointsman.pipeline.finding;

import java.util.Locale;

/** The stable, searchable names of what can be wrong with definitions, each explained and weighed once. */
public enum FindingCode {
    /** The file is not readable as text, or cannot be opened. */
    UNREADABLE_FILE(Weight.INVALID),
    /** A file, or all of them together, is larger than what Pointsman reads. */
    TOO_LARGE(Weight.INVALID),
    /** A symbolic link leads out of the definitions' folder. */
    SYMBOLIC_LINK(Weight.INVALID),
    /** There is nothing to serve. */
    NO_DEFINITIONS(Weight.INVALID),
    /** The text is not YAML. */
    YAML_SYNTAX(Weight.INVALID),
    /** The YAML nests too deeply, or its aliases stand for too much. */
    YAML_LIMIT(Weight.INVALID),
    /** A key stands twice in one mapping. */
    DUPLICATE_KEY(Weight.INVALID),
    /** A document's apiVersion and kind name nothing that Pointsman knows. */
    UNKNOWN_KIND(Weight.INVALID),
    /** A field that the kind does not have. */
    UNKNOWN_FIELD(Weight.INVALID),
    /** A field that must be there is not. */
    MISSING_FIELD(Weight.INVALID),
    /** A list where a text is expected, a text where a number is, and so on. */
    WRONG_TYPE(Weight.INVALID),
    /** A value of the right type that is not allowed. */
    INVALID_VALUE(Weight.INVALID),
    /** A list with too few or too many items. */
    WRONG_COUNT(Weight.INVALID),
    /** The standard has it, this version does not serve it. */
    NOT_SUPPORTED(Weight.UNRESOLVED),
    /** A regular expression that is none, or one that proxies read differently or for too long. */
    INVALID_EXPRESSION(Weight.UNRESOLVED),
    /** Two resources, or two parts of one, share a name that must be unique. */
    DUPLICATE_NAME(Weight.INVALID),
    /** A reference to something that the definitions do not hold. */
    DANGLING_REFERENCE(Weight.UNRESOLVED),
    /** A route that its Gateway does not admit, by namespace, kind or host name. */
    NOT_ADMITTED(Weight.UNRESOLVED),
    /** A reference into another namespace that no ReferenceGrant there allows. */
    NOT_GRANTED(Weight.UNRESOLVED),
    /** A Secret whose data are in the repository, or a private key anywhere else in it. */
    COMMITTED_SECRET(Weight.INVALID),
    /** A Secret or ConfigMap that does not hold the certificates that it is meant to. */
    INVALID_CERTIFICATE(Weight.UNRESOLVED),
    /** Two listeners of one Gateway that cannot share their port. */
    LISTENER_CONFLICT(Weight.UNRESOLVED),
    /** Two policies for one target, of which the older one holds. */
    POLICY_CONFLICT(Weight.UNRESOLVED),
    /** Two that want the same address and port, route or number. */
    CONFLICT(Weight.INVALID),
    /** An address that cannot be a VIP, a node's or an endpoint's. */
    UNUSABLE_ADDRESS(Weight.INVALID),
    /** Several Fleets, and nobody said which one is meant. */
    FLEET_NOT_CHOSEN(Weight.INVALID),
    /** A VIP outside the Fleet's range, which costs more than one in it. */
    OUTSIDE_RANGE(Weight.REMARK),
    /** VRRP by multicast, which a VPC does not carry. */
    MULTICAST_VRRP(Weight.INVALID),
    /** A network interface for nodes of several zones, between which it cannot move. */
    SHARED_INTERFACE(Weight.INVALID),
    /** All nodes in one zone, so that they fail together. */
    ONE_ZONE(Weight.REMARK),
    /** A VPC of which nothing is known where something should be. */
    VPC_NOT_FOUND(Weight.INVALID),
    /** A part of the VPC is not known, so what depends on it was not checked. */
    VPC_INCOMPLETE(Weight.REMARK),
    /** A VIP inside the VPC's address ranges, where no route can decide where it is. */
    VIP_IN_VPC(Weight.INVALID),
    /** A route table that the VPC does not have. */
    ROUTE_TABLE_NOT_FOUND(Weight.INVALID),
    /** A route table of a gateway, which holds no VIP. */
    GATEWAY_ROUTE_TABLE(Weight.INVALID),
    /** More entries than a route table may have. */
    ROUTE_QUOTA(Weight.INVALID),
    /** More entries than a route table may have in older accounts. */
    ROUTE_QUOTA_UNKNOWN(Weight.REMARK),
    /** An entry for the VIP that points at something that is no network interface. */
    ROUTE_ELSEWHERE(Weight.INVALID),
    /** An entry for the VIP that points at a network interface of nobody in the fleet. */
    ROUTE_OUTSIDE_FLEET(Weight.REMARK),
    /** A wider entry that covers the VIP: the address is in use there. */
    COVERING_ROUTE(Weight.REMARK),
    /** An entry or a node whose packets nobody takes. */
    BLACKHOLE(Weight.REMARK),
    /** Subnets whose route table holds no entry for the VIP. */
    SUBNET_NOT_COVERED(Weight.REMARK),
    /** A node whose network interface the VPC does not have. */
    NODE_NOT_IN_VPC(Weight.INVALID),
    /** A node whose network interface is in another zone or has another address. */
    NODE_MISMATCH(Weight.INVALID),
    /** A node whose network interface drops the packets for VIPs. */
    SOURCE_DESTINATION_CHECK(Weight.REMARK),
    /** Security groups that let no VRRP through between two nodes. */
    VRRP_BLOCKED(Weight.INVALID),
    /** Security groups that let agents of a fleet not ask each other. */
    REPORT_BLOCKED(Weight.REMARK),
    /** Security groups of nodes that let nobody of a subnet in. */
    LISTENER_BLOCKED(Weight.REMARK),
    /** Security groups of clients that let them reach the VPC, but not the VIP. */
    EGRESS_BLOCKED(Weight.REMARK),
    /** Clients behind a peering, which carries no packets for a VIP. */
    PEERING_CANNOT_REACH(Weight.REMARK),
    /** Something that is written down and changes nothing. */
    WITHOUT_EFFECT(Weight.REMARK),
    /** A rule or Service that nobody answers for. */
    NO_ENDPOINTS(Weight.REMARK),
    /** There is more to say about this file than anybody wants to read. */
    TOO_MANY_FINDINGS(Weight.INVALID);

    /** What a finding of this code means for the revision; the one place that decides it. */
    public enum Weight {
        /** A Kubernetes API server would not store it, or nobody could say what to serve: always refused. */
        INVALID,
        /** Valid, but it does not hold together or goes beyond this version: refused, or served as the Gateway API demands. */
        UNRESOLVED,
        /** Worth knowing. */
        REMARK
    }

    private final Weight weight;

    FindingCode(Weight weight) {
        this.weight = weight;
    }

    /** How an error of this code weighs under the admission. */
    Severity severity(Admission admission) {
        return switch (weight) {
            case INVALID -> Severity.ERROR;
            case UNRESOLVED -> admission == Admission.STRICT ? Severity.ERROR : Severity.WARNING;
            case REMARK -> Severity.WARNING;
        };
    }

    public Weight weight() {
        return weight;
    }

    /** Kebab case, as it is printed: {@code unknown-field}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

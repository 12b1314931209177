package dev.pointsman.lab.vpc;

import java.util.regex.Pattern;

/**
 * A kind of EC2 resource and the form of its identifiers.
 *
 * <p>Exists because EC2 tells a malformed identifier from one that does not exist, and the lab must not accept names that EC2 never would.
 */
public enum ResourceKind {
    VPC("vpc"),
    SUBNET("subnet"),
    ROUTE_TABLE("rtb"),
    ROUTE_TABLE_ASSOCIATION("rtbassoc"),
    NETWORK_INTERFACE("eni"),
    NETWORK_INTERFACE_ATTACHMENT("eni-attach"),
    INSTANCE("i"),
    INTERNET_GATEWAY("igw"),
    SECURITY_GROUP("sg"),
    PEERING_CONNECTION("pcx");

    private final String prefix;
    private final Pattern wellFormed;

    ResourceKind(String prefix) {
        this.prefix = prefix;
        this.wellFormed = Pattern.compile(prefix + "-([0-9a-f]{8}|[0-9a-f]{17})");
    }

    /** Whether an identifier is the prefix, a dash and 8 or 17 lower-case hexadecimal digits (EC2 User Guide, "Resource IDs"). */
    public boolean isWellFormed(String id) {
        return wellFormed.matcher(id).matches();
    }

    /**
     * An identifier that is the same in every run.
     *
     * @param number 0 or more
     */
    public String numbered(long number) {
        return "%s-%017x".formatted(prefix, number);
    }

    /**
     * Returns the identifier if it is well formed.
     *
     * @throws IllegalArgumentException otherwise, with the form that is allowed
     */
    public String require(String id) {
        if (id == null || !isWellFormed(id)) {
            throw new IllegalArgumentException(
                    "id '%s' is malformed: EC2 writes '%s-' and 8 or 17 hexadecimal digits, as in '%s'"
                            .formatted(id, prefix, numbered(0x0a1)));
        }
        return id;
    }
}

package dev.pointsman.pipeline.vpc;

/**
 * A kind of resource that EC2 describes.
 *
 * <p>It exists because a file may hold some kinds and not others: that nothing is known of network interfaces is not the same as that there
 * are none.
 */
public enum Section {
    VPCS("Vpcs", "describe-vpcs"),
    SUBNETS("Subnets", "describe-subnets"),
    ROUTE_TABLES("RouteTables", "describe-route-tables"),
    NETWORK_INTERFACES("NetworkInterfaces", "describe-network-interfaces"),
    INSTANCES("Reservations", "describe-instances"),
    SECURITY_GROUPS("SecurityGroups", "describe-security-groups"),
    PEERING_CONNECTIONS("VpcPeeringConnections", "describe-vpc-peering-connections");

    private final String key;
    private final String command;

    Section(String key, String command) {
        this.key = key;
        this.command = command;
    }

    /** The field that holds them in what EC2's command line prints. */
    public String key() {
        return key;
    }

    /** The command of {@code aws ec2} that prints them. */
    public String command() {
        return command;
    }
}

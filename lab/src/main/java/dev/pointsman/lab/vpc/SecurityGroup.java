package dev.pointsman.lab.vpc;

import java.util.List;
import java.util.Map;

/**
 * A security group: what the API tells of it.
 *
 * <p>The lab's data plane does not filter by it; it exists so that what looks at a VPC before anybody uses it sees what EC2 would show.
 *
 * @param id {@code sg-…}
 * @param vpcId the VPC it is part of
 * @param name unique in the VPC
 * @param description free text
 * @param ingress what may come in
 * @param egress what may go out
 * @param tags keys and values
 */
public record SecurityGroup(
        String id,
        String vpcId,
        String name,
        String description,
        List<Permission> ingress,
        List<Permission> egress,
        Map<String, String> tags) {

    private static final String EVERYTHING = "-1";

    /**
     * A rule.
     *
     * @param protocol {@code tcp}, {@code udp}, {@code icmp}, a protocol number, or {@code -1} for every protocol and port
     * @param fromPort first port; told only where the protocol has ports
     * @param toPort last port, included
     * @param cidrs addresses at the other end
     * @param groupIds groups at the other end
     */
    public record Permission(String protocol, int fromPort, int toPort, List<Cidr> cidrs, List<String> groupIds) {
        public Permission {
            groupIds.forEach(ResourceKind.SECURITY_GROUP::require);
            cidrs = List.copyOf(cidrs);
            groupIds = List.copyOf(groupIds);
        }

        /** Whether the API tells ports: those of protocols other than TCP, UDP and ICMP do not exist. */
        public boolean hasPorts() {
            return List.of("tcp", "udp", "icmp", "icmpv6").contains(protocol);
        }

        /** Everything, with these at the other end. */
        public static Permission everything(List<Cidr> cidrs, List<String> groupIds) {
            return new Permission(EVERYTHING, 0, 0, cidrs, groupIds);
        }
    }

    public SecurityGroup {
        ResourceKind.SECURITY_GROUP.require(id);
        ResourceKind.VPC.require(vpcId);
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
        tags = Map.copyOf(tags);
    }

    /** The group that every VPC has: all from its members, all out (Amazon VPC User Guide, "Default security groups"). */
    public static SecurityGroup ofDefault(String id, String vpcId) {
        return new SecurityGroup(
                id,
                vpcId,
                "default",
                "default VPC security group",
                List.of(Permission.everything(List.of(), List.of(id))),
                List.of(Permission.everything(List.of(Cidr.parse("0.0.0.0/0")), List.of())),
                Map.of());
    }
}

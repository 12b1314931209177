package dev.pointsman.pipeline.vpc;

import java.util.List;

import dev.pointsman.pipeline.plan.value.Ipv4Block;

/**
 * A security group: what may come in and go out.
 *
 * @param id {@code sg-…}
 * @param ingress what may come in
 * @param egress what may go out
 */
public record SecurityGroup(String id, List<Permission> ingress, List<Permission> egress) {

    /** TCP, as EC2 names it. */
    public static final String TCP = "tcp";

    /** VRRP, which has no name in EC2 but its protocol number (RFC 5798 section 5.1.1.4). */
    public static final String VRRP = "112";

    private static final String EVERYTHING = "-1";

    public SecurityGroup {
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
    }

    /**
     * One thing that is allowed.
     *
     * @param protocol {@code tcp}, {@code udp}, {@code icmp}, a protocol number, or {@code -1} for everything
     * @param fromPort the first port; 0 where ports mean nothing
     * @param toPort the last port, included; 65535 where ports mean nothing
     * @param cidrs the IPv4 addresses at the other end
     * @param groupIds the security groups at the other end
     * @param hasPrefixLists whether there are prefix lists at the other end as well, whose content is not known
     */
    public record Permission(
            String protocol,
            int fromPort,
            int toPort,
            List<Ipv4Block> cidrs,
            List<String> groupIds,
            boolean hasPrefixLists) {

        public Permission {
            cidrs = List.copyOf(cidrs);
            groupIds = groupIds.stream().sorted().toList();
        }

        /** Whether it is about this protocol and port; the port of a protocol without ports is 0. */
        public boolean isFor(String wanted, int port) {
            return protocol.equals(EVERYTHING)
                    || protocol.equals(wanted) && (wanted.equals(VRRP) || fromPort <= port && port <= toPort);
        }
    }
}

package dev.pointsman.pipeline.vpc.rule;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.NetworkInterface;
import dev.pointsman.pipeline.vpc.SecurityGroup;
import dev.pointsman.pipeline.vpc.SecurityGroup.Permission;
import dev.pointsman.pipeline.vpc.Vpc;

/**
 * What a network interface's security groups let through.
 *
 * <p>Groups only allow, and each allows for all (Amazon VPC User Guide, "Security group rules"). A group that is not known, as those of
 * another account's, is taken to allow everything: what is not known is not reported.
 */
final class Passage {

    private final boolean isKnown;
    private final List<SecurityGroup> groups;
    private final Function<SecurityGroup, List<Permission>> direction;

    private Passage(Vpc vpc, NetworkInterface of, Function<SecurityGroup, List<Permission>> direction) {
        this.isKnown = !of.groupIds().isEmpty() && vpc.securityGroups().keySet().containsAll(of.groupIds());
        this.groups = of.groupIds().stream()
                .filter(vpc.securityGroups()::containsKey)
                .map(vpc.securityGroups()::get)
                .toList();
        this.direction = direction;
    }

    static Passage into(Vpc vpc, NetworkInterface of) {
        return new Passage(vpc, of, SecurityGroup::ingress);
    }

    static Passage outOf(Vpc vpc, NetworkInterface of) {
        return new Passage(vpc, of, SecurityGroup::egress);
    }

    /** What is said about a protocol and port; everything else does not matter. */
    private Stream<Permission> about(String protocol, int port) {
        return groups.stream()
                .flatMap(group -> direction.apply(group).stream())
                .filter(permission -> permission.isFor(protocol, port));
    }

    /** Whether all of these addresses, or members of one of these groups, are at the other end of something that is allowed. */
    boolean allows(String protocol, int port, Ipv4Block addresses, Collection<String> groupIds) {
        return !isKnown
                || about(protocol, port)
                        .anyMatch(permission -> permission.hasPrefixLists()
                                || permission.cidrs().stream().anyMatch(cidr -> cidr.contains(addresses))
                                || permission.groupIds().stream().anyMatch(groupIds::contains));
    }

    /** Whether some of these addresses, or members of one of these groups, are at the other end of something that is allowed. */
    boolean allowsSome(String protocol, int port, Ipv4Block addresses, Collection<String> groupIds) {
        return !isKnown
                || about(protocol, port)
                        .anyMatch(permission -> permission.hasPrefixLists()
                                || permission.cidrs().stream().anyMatch(cidr -> cidr.overlaps(addresses))
                                || permission.groupIds().stream().anyMatch(groupIds::contains));
    }

    /** The blocks of addresses that are said for a protocol and port. */
    List<Ipv4Block> blocks(String protocol, int port) {
        return about(protocol, port)
                .flatMap(permission -> permission.cidrs().stream())
                .distinct()
                .toList();
    }
}

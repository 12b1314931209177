package dev.pointsman.lab.ec2.describe;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.SecurityGroup;
import dev.pointsman.lab.vpc.SecurityGroup.Permission;
import dev.pointsman.lab.vpc.VpcState;

/** Describes security groups: what may reach the nodes, and what clients may reach. */
public final class DescribeSecurityGroups {

    private DescribeSecurityGroups() {}

    public static Action action() {
        return new ByIds(new Describe<>(new Describe.Subject<>(
                "DescribeSecurityGroups",
                Identifiers.SECURITY_GROUPS,
                "GroupId",
                1000,
                "securityGroupInfo",
                state -> state.securityGroups().values(),
                SecurityGroup::id,
                filters(),
                (xml, world, group) -> write(xml, world.seen(), group))));
    }

    /** Names may be given for groups of a default VPC only (API Reference, "GroupName.N"), which the lab's account does not have. */
    private record ByIds(Describe<SecurityGroup> describe) implements Action {

        @Override
        public String name() {
            return describe.name();
        }

        @Override
        public boolean mutates() {
            return false;
        }

        @Override
        public Prepared prepare(Parameters parameters) {
            if (!parameters.list("GroupName").isEmpty()) {
                throw ErrorCode.VPC_ID_NOT_SPECIFIED.because("No default VPC for this user");
            }
            return describe.prepare(parameters);
        }
    }

    private static Filters<SecurityGroup> filters() {
        Filters<SecurityGroup> filters = Filters.ofTagged(SecurityGroup::tags)
                .one("group-id", SecurityGroup::id)
                .one("group-name", SecurityGroup::name)
                .one("description", SecurityGroup::description)
                .one("vpc-id", SecurityGroup::vpcId)
                .many("owner-id", (state, group) -> Stream.of(state.ownerId()));
        ofPermissions(filters, "ip-permission.", SecurityGroup::ingress);
        ofPermissions(filters, "egress.ip-permission.", SecurityGroup::egress);
        return filters;
    }

    private static void ofPermissions(
            Filters<SecurityGroup> filters, String prefix, Function<SecurityGroup, List<Permission>> permissions) {
        filters.many(
                        prefix + "protocol",
                        (state, group) -> permissions.apply(group).stream().map(Permission::protocol))
                .many(prefix + "from-port", (state, group) -> ports(permissions.apply(group), Permission::fromPort))
                .many(prefix + "to-port", (state, group) -> ports(permissions.apply(group), Permission::toPort))
                .many(
                        prefix + "cidr",
                        (state, group) -> permissions.apply(group).stream()
                                .flatMap(permission -> permission.cidrs().stream())
                                .map(String::valueOf))
                .many(prefix + "group-id", (state, group) -> groups(permissions.apply(group)))
                .many(
                        prefix + "group-name",
                        (state, group) -> groups(permissions.apply(group)).map(id -> InterfaceXml.groupName(state, id)))
                .many(
                        prefix + "user-id",
                        (state, group) -> groups(permissions.apply(group)).map(id -> state.ownerId()))
                .never(prefix + "ipv6-cidr", prefix + "prefix-list-id");
    }

    private static Stream<String> ports(List<Permission> permissions, Function<Permission, Integer> port) {
        return permissions.stream().filter(Permission::hasPorts).map(port).map(String::valueOf);
    }

    private static Stream<String> groups(List<Permission> permissions) {
        return permissions.stream().map(Permission::groupIds).flatMap(Collection::stream);
    }

    private static void write(ResponseXml xml, VpcState state, SecurityGroup group) {
        xml.text("ownerId", state.ownerId());
        xml.text("groupId", group.id());
        xml.text("groupName", group.name());
        xml.text("groupDescription", group.description());
        xml.text("vpcId", group.vpcId());
        xml.items("ipPermissions", group.ingress(), (item, permission) -> write(item, state, permission));
        xml.items("ipPermissionsEgress", group.egress(), (item, permission) -> write(item, state, permission));
        xml.tags(group.tags());
    }

    private static void write(ResponseXml xml, VpcState state, Permission permission) {
        xml.text("ipProtocol", permission.protocol());
        if (permission.hasPorts()) {
            xml.text("fromPort", permission.fromPort());
            xml.text("toPort", permission.toPort());
        }
        xml.items("groups", permission.groupIds(), (item, id) -> {
            item.text("userId", state.ownerId());
            item.text("groupId", id);
        });
        xml.items("ipRanges", permission.cidrs(), (item, cidr) -> item.text("cidrIp", cidr));
        xml.element("ipv6Ranges", none -> {});
        xml.element("prefixListIds", none -> {});
    }
}

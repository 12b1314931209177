package dev.pointsman.lab.ec2.describe;

import java.util.List;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.VpcState;

/** Describes the lab's one VPC: what a node asks to learn which addresses a virtual IP must not be among. */
public final class DescribeVpcs {

    private static final String ASSOCIATION_PREFIX = "vpc-cidr-assoc-";

    private DescribeVpcs() {}

    public static Action action() {
        return new Describe<>(new Describe.Subject<>(
                "DescribeVpcs",
                Identifiers.VPCS,
                "VpcId",
                1000,
                "vpcSet",
                List::of,
                VpcState::vpcId,
                filters(),
                (xml, _, vpc) -> write(xml, vpc)));
    }

    private static Filters<VpcState> filters() {
        return Filters.ofTagged(VpcState::tags)
                .one("vpc-id", VpcState::vpcId)
                .one("cidr", VpcState::cidr)
                .one("cidr-block-association.cidr-block", VpcState::cidr)
                .one("cidr-block-association.association-id", DescribeVpcs::associationId)
                .one("cidr-block-association.state", vpc -> "associated")
                .one("dhcp-options-id", vpc -> "default")
                .one("is-default", vpc -> false)
                .one("owner-id", VpcState::ownerId)
                .one("state", vpc -> "available")
                .never(
                        "ipv6-cidr-block-association.ipv6-cidr-block",
                        "ipv6-cidr-block-association.ipv6-pool",
                        "ipv6-cidr-block-association.association-id",
                        "ipv6-cidr-block-association.state");
    }

    private static void write(ResponseXml xml, VpcState vpc) {
        xml.text("vpcId", vpc.vpcId());
        xml.text("ownerId", vpc.ownerId());
        xml.text("state", "available");
        xml.text("cidrBlock", vpc.cidr());
        xml.items("cidrBlockAssociationSet", List.of(vpc.cidr()), (item, cidr) -> {
            item.text("cidrBlock", cidr);
            item.text("associationId", associationId(vpc));
            item.element("cidrBlockState", state -> state.text("state", "associated"));
        });
        xml.text("dhcpOptionsId", "default");
        xml.text("instanceTenancy", "default");
        xml.text("isDefault", false);
        xml.tags(vpc.tags());
    }

    private static String associationId(VpcState vpc) {
        return ASSOCIATION_PREFIX + vpc.vpcId().substring("vpc-".length());
    }
}

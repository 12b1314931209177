package dev.pointsman.lab.ec2.describe;

import java.util.List;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.Peering;

/** Describes peerings: whose clients cannot reach a VIP. */
public final class DescribeVpcPeeringConnections {

    private DescribeVpcPeeringConnections() {}

    public static Action action() {
        return new Describe<>(new Describe.Subject<>(
                "DescribeVpcPeeringConnections",
                Identifiers.PEERING_CONNECTIONS,
                "VpcPeeringConnectionId",
                1000,
                "vpcPeeringConnectionSet",
                state -> state.peerings().values(),
                Peering::id,
                filters(),
                (xml, _, peering) -> write(xml, peering)));
    }

    private static Filters<Peering> filters() {
        return Filters.ofTagged(Peering::tags)
                .one("vpc-peering-connection-id", Peering::id)
                .one("requester-vpc-info.vpc-id", peering -> peering.requester().vpcId())
                .one(
                        "requester-vpc-info.cidr-block",
                        peering -> peering.requester().cidr())
                .one(
                        "requester-vpc-info.owner-id",
                        peering -> peering.requester().ownerId())
                .one("accepter-vpc-info.vpc-id", peering -> peering.accepter().vpcId())
                .one(
                        "accepter-vpc-info.cidr-block",
                        peering -> peering.accepter().cidr())
                .one("accepter-vpc-info.owner-id", peering -> peering.accepter().ownerId())
                .one("status-code", peering -> "active")
                .one("status-message", peering -> "Active")
                .never("expiration-time");
    }

    private static void write(ResponseXml xml, Peering peering) {
        xml.text("vpcPeeringConnectionId", peering.id());
        xml.element("requesterVpcInfo", side -> write(side, peering.requester()));
        xml.element("accepterVpcInfo", side -> write(side, peering.accepter()));
        xml.element("status", status -> {
            status.text("code", "active");
            status.text("message", "Active");
        });
        xml.tags(peering.tags());
    }

    private static void write(ResponseXml xml, Peering.Side side) {
        xml.text("ownerId", side.ownerId());
        xml.text("vpcId", side.vpcId());
        xml.text("cidrBlock", side.cidr());
        xml.items("cidrBlockSet", List.of(side.cidr()), (item, cidr) -> item.text("cidrBlock", cidr));
        xml.element("peeringOptions", options -> options.text("allowDnsResolutionFromRemoteVpc", false));
        xml.text("region", side.region());
    }
}

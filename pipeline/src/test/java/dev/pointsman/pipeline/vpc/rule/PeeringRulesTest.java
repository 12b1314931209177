package dev.pointsman.pipeline.vpc.rule;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients behind a peering, which carries no packet to an address outside the VPC. */
class PeeringRulesTest extends JudgedVpc {

    @Test
    void clientsBehindAPeeringThatWereMeantToReachTheVipCannot() throws IOException {
        assertThat(findings(peering("active") + lettingIn("10.30.7.0/24")))
                .singleElement()
                .asString()
                .startsWith(
                        "peering-cannot-reach: clients in VPC 'vpc-0999' cannot reach '10.99.0.10/32' through peering 'pcx-1'")
                .endsWith("the nodes' security groups let 10.30.7.0/24 in on TCP 80");
        assertThat(findings(peering("active") + ", 'RouteTables': [{'VpcId': 'vpc-0999', 'RouteTableId': 'rtb-0999',"
                        + " 'Associations': [], 'Routes': [{'DestinationCidrBlock': '10.99.0.0/16',"
                        + " 'VpcPeeringConnectionId': 'pcx-1'}]}]}"))
                .singleElement()
                .asString()
                .endsWith("route table 'rtb-0999' there sends it this way");
    }

    @Test
    void aPeeringThatNobodyMeantForTheVipIsNotTold() throws IOException {
        assertThat(findings(peering("active") + "}")).isEmpty();
        assertThat(findings(peering("deleted") + lettingIn("10.30.7.0/24"))).isEmpty();
        assertThat(findings(peering("active") + lettingIn("0.0.0.0/0"))).isEmpty();
    }

    private static String peering(String status) {
        return "{'VpcPeeringConnections': [{'VpcPeeringConnectionId': 'pcx-1', 'Status': {'Code': '" + status
                + "'}, 'RequesterVpcInfo': {'VpcId': 'vpc-0123456789abcdef0', 'CidrBlock': '10.20.0.0/16'},"
                + " 'AccepterVpcInfo': {'VpcId': 'vpc-0999', 'CidrBlock': '10.30.0.0/16'}}]";
    }

    private static String lettingIn(String block) {
        return ","
                + nodesGroup(AMONG_NODES + "," + tcp(80, "10.20.0.0/16") + "," + tcp(80, block), EVERYTHING)
                        .substring(1);
    }
}

package dev.pointsman.pipeline.vpc.rule;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Entries for a VIP that stand in the route tables already. */
class EntryRulesTest extends JudgedVpc {

    @ParameterizedTest
    @CsvSource({
        "GatewayId, igw-1",
        "GatewayId, vgw-1",
        "GatewayId, vpce-1",
        "NatGatewayId, nat-1",
        "TransitGatewayId, tgw-1",
        "VpcPeeringConnectionId, pcx-1",
        "LocalGatewayId, lgw-1",
        "CarrierGatewayId, cagw-1",
        "CoreNetworkArn, arn:aws:networkmanager::111122223333:core-network/core-network-1"
    })
    void anEntryForTheVipThatPointsElsewhereIsRefused(String field, String target) throws IOException {
        assertThat(findings(tableWith("{'DestinationCidrBlock': '10.99.0.10/32', '" + field + "': '" + target + "'}")))
                .singleElement()
                .asString()
                .startsWith("route-elsewhere: ")
                .contains("points at '" + target + "'");
    }

    @Test
    void anEntryAtAMachineOutsideTheFleetIsToldWithWhereThatIs() throws IOException {
        assertThat(
                        findings(
                                tableWith(
                                        "{'DestinationCidrBlock': '10.99.0.10/32', 'NetworkInterfaceId': 'eni-0c000000000000011', 'InstanceId': 'i-1'}")))
                .containsExactly(
                        "route-outside-fleet: route table 'rtb-0a000000000000001' has an entry for 10.99.0.10/32 that"
                                + " points at 'eni-0c000000000000011', which is no node's of the fleet; the fleet will take it over");
        assertThat(findings(tableWith(
                        "{'DestinationCidrBlock': '10.99.0.10/32', 'NetworkInterfaceId': 'eni-0d000000000000000'}")))
                .singleElement()
                .asString()
                .contains("which is not in the VPC any more, nor a node's of the fleet");
    }

    @Test
    void anEntryAtANodeIsRightUnlessItIsABlackhole() throws IOException {
        String entry =
                "{'DestinationCidrBlock': '10.99.0.10/32', 'NetworkInterfaceId': 'eni-0b000000000000010', 'State': '%s'}";
        assertThat(findings(tableWith(entry.formatted("active")))).isEmpty();
        assertThat(findings(tableWith(entry.formatted("blackhole"))))
                .singleElement()
                .asString()
                .startsWith("blackhole: route table 'rtb-0a000000000000001' has an entry for 10.99.0.10/32")
                .contains("packets for the VIP are lost");
    }

    @Test
    void aCoveringEntryIsToldUnlessItIsTheDefault() throws IOException {
        assertThat(findings(tableWith("{'DestinationCidrBlock': '10.96.0.0/11', 'TransitGatewayId': 'tgw-1'}")))
                .singleElement()
                .asString()
                .startsWith("covering-route: '10.99.0.10/32' lies in 10.96.0.0/11");
        assertThat(findings(tableWith("{'DestinationCidrBlock': '0.0.0.0/0', 'NatGatewayId': 'nat-1'}")))
                .isEmpty();
        assertThat(findings(tableWith("{'DestinationCidrBlock': '10.98.0.0/16', 'TransitGatewayId': 'tgw-1'}")))
                .isEmpty();
    }
}

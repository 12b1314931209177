package dev.pointsman.pipeline.vpc.rule;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What may be a VIP beside the VPC's own addresses. */
class VipRulesTest extends JudgedVpc {

    @Test
    void aVipMayLieInNoneOfTheVpcsRanges() throws IOException {
        assertThat(findings("{'Vpcs': [{" + VPC + ", 'CidrBlock': '10.20.0.0/16', 'CidrBlockAssociationSet': ["
                        + "{'CidrBlock': '10.20.0.0/16'}, {'CidrBlock': '10.99.0.0/20'}]}]}"))
                .singleElement()
                .asString()
                .startsWith(
                        "vip-in-vpc: '10.99.0.10/32' lies in the range 10.99.0.0/20 of VPC 'vpc-0123456789abcdef0'");
    }

    @Test
    void whereTheVpcWasNotDescribedItsTablesTellItsRanges() throws IOException {
        assertThat(with("10.99.0.10", "10.20.200.1").findings("{'Vpcs': null}"))
                .anyMatch(found -> found.startsWith("vip-in-vpc: '10.20.200.1/32' lies in the range 10.20.0.0/16"))
                .anyMatch(found -> found.startsWith("vpc-incomplete: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.7.7", "127.0.0.9", "224.0.0.18", "0.0.0.0", "255.255.255.255"})
    void aVipOfAReservedOrLinkLocalRangeIsRefused(String vip) throws IOException {
        assertThat(with("10.99.0.10", vip).findings("{}"))
                .anyMatch(found -> found.startsWith("unusable-address: ") && found.contains(vip));
    }

    @Test
    void aBlockOfVipsIsJudgedWhole() throws IOException {
        assertThat(with("routeTables:", "vipRange: 10.99.0.0/24\n  routeTables:")
                        .findings(tableWith("{'DestinationCidrBlock': '10.99.0.77/32', 'TransitGatewayId': 'tgw-1'}")))
                .singleElement()
                .asString()
                .startsWith("route-elsewhere: route table 'rtb-0a000000000000001' has an entry for 10.99.0.77/32");
    }
}

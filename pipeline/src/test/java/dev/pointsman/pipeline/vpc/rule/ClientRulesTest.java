package dev.pointsman.pipeline.vpc.rule;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients whose own security groups let them reach the VPC and not a VIP outside it. */
class ClientRulesTest extends JudgedVpc {

    @Test
    void aClientThatMaySpeakToTheVpcAndNotToTheVipIsTold() throws IOException {
        assertThat(findings(clientsGroup(tcp(80, "10.20.0.0/16"))))
                .containsExactly(
                        "egress-blocked: security groups let eni-0c000000000000011 out on TCP 80 to the VPC, but not to"
                                + " '10.99.0.10/32', which lies outside it: sg-00000000000000002");
        assertThat(findings(clientsGroup("{'IpProtocol': 'tcp', 'FromPort': 80, 'ToPort': 80,"
                        + " 'UserIdGroupPairs': [{'GroupId': 'sg-00000000000000001'}]}")))
                .as("a rule that names the nodes' group does not reach the VIP, which is no address of theirs")
                .singleElement()
                .asString()
                .startsWith("egress-blocked: ");
    }

    @Test
    void aClientThatMayReachTheVipOrNobodyIsNot() throws IOException {
        assertThat(findings(clientsGroup(tcp(80, "10.20.0.0/16") + "," + tcp(80, "10.99.0.0/24"))))
                .isEmpty();
        assertThat(findings(clientsGroup(tcp(5432, "10.20.0.0/16")))).isEmpty();
        assertThat(findings(clientsGroup(""))).isEmpty();
    }

    private static String clientsGroup(String egress) {
        return group("sg-00000000000000002", "", egress);
    }
}

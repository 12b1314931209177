package dev.pointsman.pipeline.vpc.rule;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the nodes' security groups let through: VRRP, the agents' reports, and the clients of the listeners. */
class NodeSecurityRulesTest extends JudgedVpc {

    @Test
    void vrrpHasToComeInAndGoOutAtEveryNode() throws IOException {
        String web = tcp(80, "10.20.0.0/16");
        String report = tcp(9180, "10.20.0.0/16");
        assertThat(findings(nodesGroup(web + "," + report, EVERYTHING)))
                .hasSize(2)
                .allMatch(found -> found.startsWith("vrrp-blocked: ") && found.contains("VRRP (protocol 112) in from"));
        assertThat(findings(nodesGroup(AMONG_NODES + "," + web, report)))
                .hasSize(2)
                .allMatch(found -> found.startsWith("vrrp-blocked: ") && found.contains("VRRP (protocol 112) out to"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'IpProtocol': '112', 'UserIdGroupPairs': [{'GroupId': 'sg-00000000000000001'}]}",
                "{'IpProtocol': '112', 'IpRanges': [{'CidrIp': '10.20.1.10/32'}, {'CidrIp': '10.20.2.10/32'}]}",
                "{'IpProtocol': '-1', 'IpRanges': [{'CidrIp': '10.20.0.0/22'}]}",
                "{'IpProtocol': '112', 'PrefixListIds': [{'PrefixListId': 'pl-1'}]}"
            })
    void vrrpMayBeLetInByGroupByAddressOrWithEverything(String permission) throws IOException {
        assertThat(findings(nodesGroup(
                        permission + "," + tcp(80, "10.20.0.0/16") + "," + tcp(9180, "10.20.0.0/16"), EVERYTHING)))
                .isEmpty();
    }

    @Test
    void whatAnotherAccountsGroupsSayIsNotKnownAndNotTold() throws IOException {
        assertThat(findings(
                        nodesInterface("'SourceDestCheck': false, 'Attachment': {'InstanceId': 'i-0a000000000000010'}")
                                .replace("sg-00000000000000001", "sg-0ffffffffffffffff")))
                .noneMatch(found -> found.contains("node 'node-a' (sg-0ffffffffffffffff)"));
    }

    @Test
    void theAgentsHaveToReachEachOther() throws IOException {
        String permissions =
                "{'IpProtocol': '112', 'IpRanges': [{'CidrIp': '10.20.0.0/16'}]}," + tcp(80, "10.20.0.0/16");
        assertThat(findings(nodesGroup(permissions, EVERYTHING)))
                .hasSize(2)
                .allMatch(found -> found.startsWith("report-blocked: ") && found.contains("TCP 9180 in from"));
        assertThat(with("routeTables:", "report: {port: 80}\n  routeTables:")
                        .findings(nodesGroup(permissions, EVERYTHING)))
                .isEmpty();
    }

    @Test
    void clientsOfEverySubnetHaveToReachTheListenersPort() throws IOException {
        assertThat(findings(nodesGroup(AMONG_NODES, EVERYTHING)))
                .containsExactly("listener-blocked: the nodes' security groups let nobody in on TCP 80 from subnet"
                        + " subnet-0a000000000000011 (10.20.11.0/24) at 'node-a', 'node-b'");
        assertThat(findings(nodesGroup(AMONG_NODES + "," + tcp(80, "10.20.11.128/25"), EVERYTHING)))
                .isEmpty();
        assertThat(findings(nodesGroup(
                        AMONG_NODES + ",{'IpProtocol': 'tcp', 'FromPort': 80, 'ToPort': 90,"
                                + " 'UserIdGroupPairs': [{'GroupId': 'sg-00000000000000002'}]}",
                        EVERYTHING)))
                .isEmpty();
        assertThat(findings(nodesGroup(AMONG_NODES + "," + tcp(443, "0.0.0.0/0"), EVERYTHING)))
                .singleElement()
                .asString()
                .startsWith("listener-blocked: ");
    }
}

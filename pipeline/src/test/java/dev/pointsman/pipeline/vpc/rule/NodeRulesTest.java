package dev.pointsman.pipeline.vpc.rule;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A Fleet's nodes as the VPC has them: their interfaces, zones and addresses, and whether packets for a VIP reach them. */
class NodeRulesTest extends JudgedVpc {

    @Test
    void aNodeThatIsNotInTheVpcIsToldWithTheVpcThatItIsIn() throws IOException {
        assertThat(
                        with("eni-0a000000000000010", "eni-0e000000000000010")
                                .findings(
                                        "{'NetworkInterfaces': [{'VpcId': 'vpc-0999', 'NetworkInterfaceId': 'eni-0e000000000000010',"
                                                + " 'SubnetId': 'subnet-1', 'AvailabilityZone': 'eu-central-1a', 'PrivateIpAddresses': []}]}"))
                .anyMatch(
                        found -> found.startsWith(
                                "node-not-in-vpc: VPC 'vpc-0123456789abcdef0' has no network interface 'eni-0e000000000000010'"));
    }

    @Test
    void aNodesZoneAndAddressAreThoseOfItsInterface() throws IOException {
        assertThat(with("zone: eu-central-1a, address: 10.20.1.10", "zone: eu-central-1c, address: 10.20.1.11")
                        .findings("{}"))
                .anyMatch(
                        found -> found.startsWith(
                                "node-mismatch: network interface 'eni-0a000000000000010' is in zone 'eu-central-1a', not 'eu-central-1c'"))
                .anyMatch(
                        found -> found.startsWith(
                                "node-mismatch: network interface 'eni-0a000000000000010' does not have the address '10.20.1.11'"));
    }

    @Test
    void anInterfaceOfNoInstanceIsABlackhole() throws IOException {
        assertThat(findings(nodesInterface("'SourceDestCheck': false")))
                .containsExactly(
                        "blackhole: network interface 'eni-0a000000000000010' is attached to no instance, so an entry"
                                + " that points at it is a blackhole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "shutting-down", "terminated", "stopping", "stopped"})
    void anInstanceThatDoesNotRunIsABlackhole(String state) throws IOException {
        assertThat(findings("{'Reservations': [{'Instances': [{" + VPC + ", 'InstanceId': 'i-0b000000000000010',"
                        + " 'State': {'Name': '" + state + "'}}]}]}"))
                .singleElement()
                .asString()
                .startsWith("blackhole: instance 'i-0b000000000000010'")
                .contains("is '" + state + "'");
    }

    @Test
    void aSourceDestinationCheckThatIsOnIsTold() throws IOException {
        assertThat(findings(
                        nodesInterface("'SourceDestCheck': true, 'Attachment': {'InstanceId': 'i-0a000000000000010'}")))
                .containsExactly(
                        "source-destination-check: the source/destination check of 'eni-0a000000000000010' is on, so"
                                + " EC2 drops every packet for a VIP");
    }

    @Test
    void allNodesInOneZoneAreTold() throws IOException {
        assertThat(with("zone: eu-central-1b", "zone: eu-central-1a").findings("{}"))
                .anyMatch(found -> found.startsWith("one-zone: "));
    }
}

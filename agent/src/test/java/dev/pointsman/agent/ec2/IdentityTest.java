package dev.pointsman.agent.ec2;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;

import dev.pointsman.lab.metadata.MetadataEndpoint;
import dev.pointsman.lab.metadata.RoleCredentials;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.vpc.Vpc;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who a node is, by the lab's metadata service, which answers version 2 only. */
class IdentityTest {

    private MetadataEndpoint metadata;
    private Vpc vpc;

    @BeforeEach
    void start() throws Exception {
        InstantSource clock = InstantSource.system();
        vpc = VpcBuilder.lab(clock)
                .node("node-a", "eu-central-1a", "10.20.1.10", "eni-0000000000000000a", "i-0000000000000000a")
                .networkInterface(
                        "second", "eu-central-1a", "10.20.1.11", "eni-000000000000000a2", "i-0000000000000000a")
                .build();
        metadata = MetadataEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                vpc,
                "i-0000000000000000a",
                new RoleCredentials(
                        "pointsman",
                        VpcBuilder.OWNER_ID,
                        "i-0000000000000000a",
                        RoleCredentials.USUAL_LIFETIME,
                        Credentials.of(),
                        clock));
        System.setProperty("aws.ec2MetadataServiceEndpoint", metadata.url().toString());
    }

    @AfterEach
    void stop() {
        metadata.close();
        System.clearProperty("aws.ec2MetadataServiceEndpoint");
    }

    @Test
    void the_primary_interface_is_this_nodes_unless_told_otherwise() throws Ec2Exception {
        assertThat(Identity.ask(""))
                .isEqualTo(new Identity("i-0000000000000000a", "eni-0000000000000000a", "eu-central-1a"));
    }

    @Test
    void another_interface_is_found_by_its_mac_address() throws Ec2Exception {
        String mac = vpc.state()
                .networkInterface("eni-000000000000000a2")
                .orElseThrow()
                .macAddress();

        assertThat(Identity.ask(mac).interfaceId()).isEqualTo("eni-000000000000000a2");
    }

    @Test
    void an_address_that_no_interface_has_is_said_so() {
        assertThatThrownBy(() -> Identity.ask("02:ff:ff:ff:ff:ff"))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("02:ff:ff:ff:ff:ff");
    }

    @Test
    void an_absent_service_is_unavailable() {
        metadata.refuse();

        assertThatThrownBy(() -> Identity.ask(""))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("metadata");
    }
}

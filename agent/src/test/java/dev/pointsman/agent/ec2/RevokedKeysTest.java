package dev.pointsman.agent.ec2;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;

import dev.pointsman.lab.ec2.Ec2Endpoint;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Variants;
import dev.pointsman.lab.metadata.MetadataEndpoint;
import dev.pointsman.lab.metadata.RoleCredentials;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.vpc.Vpc;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Keys of a role that EC2 stops to accept hours before their end. */
class RevokedKeysTest {

    private static final String INSTANCE = "i-0000000000000000a";

    private final Credentials account = Credentials.of();
    private Ec2Endpoint endpoint;
    private MetadataEndpoint metadata;
    private Faults faults;

    @BeforeEach
    void start() throws Exception {
        InstantSource clock = InstantSource.system();
        Vpc vpc = VpcBuilder.lab(clock)
                .node("node-a", "eu-central-1a", "10.20.1.10", "eni-0000000000000000a", INSTANCE)
                .build();
        var role = new RoleCredentials(
                "pointsman", VpcBuilder.OWNER_ID, INSTANCE, RoleCredentials.USUAL_LIFETIME, account, clock);
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        faults = new Faults(clock);
        endpoint = Ec2Endpoint.start(loopback, vpc, account, faults, clock);
        metadata = MetadataEndpoint.start(loopback, vpc, INSTANCE, role);
        System.setProperty("aws.endpointUrlEc2", endpoint.url().toString());
        System.setProperty("aws.ec2MetadataServiceEndpoint", metadata.url().toString());
        // A second by default, which a machine at work on other tests may need to load the SDK's classes.
        System.setProperty("aws.ec2MetadataServiceTimeout", "20");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.endpointUrlEc2");
        System.clearProperty("aws.ec2MetadataServiceEndpoint");
        System.clearProperty("aws.ec2MetadataServiceTimeout");
        metadata.close();
        endpoint.close();
    }

    @ParameterizedTest
    @EnumSource
    void are_dropped_as_soon_as_EC2_refuses_them(Variants.WrongCredentials wording) throws Exception {
        faults.setVariants(Variants.USUAL.with(wording));
        try (var client = Ec2Access.client(VpcBuilder.REGION)) {
            RouteTables routeTables = new AwsRouteTables(client);
            routeTables.describe(VpcBuilder.VPC_ID, new RouteTableSelection.All());

            account.remove(metadata.role().current().accessKeyId());
            metadata.role().rotate();

            assertThat(catchThrowableOfType(Ec2Exception.class, () -> describe(routeTables))
                            .failure())
                    .isInstanceOf(Ec2Failure.Denied.class);
            assertThat(describe(routeTables)).isNotEmpty();
        }
    }

    private static Iterable<RouteTable> describe(RouteTables routeTables) throws Ec2Exception {
        return routeTables.describe(VpcBuilder.VPC_ID, new RouteTableSelection.All());
    }
}

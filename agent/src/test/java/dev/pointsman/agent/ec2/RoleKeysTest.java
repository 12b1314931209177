package dev.pointsman.agent.ec2;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

import dev.pointsman.lab.ec2.Call;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Keys of a role: they end, or EC2 stops to accept them hours before that. */
class RoleKeysTest {

    private static final String INSTANCE = "i-0000000000000000a";

    private final Credentials account = Credentials.of();
    private Ec2Endpoint endpoint;
    private MetadataEndpoint metadata;
    private Faults faults;

    private void start(Duration lifetime) throws Exception {
        InstantSource clock = InstantSource.system();
        Vpc vpc = VpcBuilder.lab(clock)
                .node("node-a", "eu-central-1a", "10.20.1.10", "eni-0000000000000000a", INSTANCE)
                .build();
        var role = new RoleCredentials("pointsman", VpcBuilder.OWNER_ID, INSTANCE, lifetime, account, clock);
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
        start(RoleCredentials.USUAL_LIFETIME);
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

    @Test
    void are_renewed_before_they_end_so_that_no_call_is_ever_refused() throws Exception {
        // The SDK asks again a second before the end, when the metadata service has had others for a fifth of a second.
        start(Duration.ofSeconds(6));
        Set<String> keys = new HashSet<>();
        try (var client = Ec2Access.client(VpcBuilder.REGION)) {
            RouteTables routeTables = new AwsRouteTables(client);
            while (keys.size() < 3) {
                assertThat(describe(routeTables)).isNotEmpty();
                endpoint.journal().calls("DescribeRouteTables", Instant.MIN).forEach(call -> {
                    assertThat(call.outcome()).isEqualTo(Call.OK);
                    keys.add(call.accessKeyId().orElseThrow());
                });
                Thread.sleep(100);
            }
        }
    }

    private static Iterable<RouteTable> describe(RouteTables routeTables) throws Ec2Exception {
        return routeTables.describe(VpcBuilder.VPC_ID, new RouteTableSelection.All());
    }
}

package dev.pointsman.lab.ec2;

import java.time.Duration;

import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The lab's endpoint, and the AWS SDK for Java that calls it and repeats nothing by itself. */
abstract class SdkCaller {

    final Ec2Lab lab = new Ec2Lab();
    final Ec2Client ec2 = Ec2Client.builder()
            .endpointOverride(lab.endpoint.url())
            .region(Region.of(VpcBuilder.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(Ec2Lab.KEY.accessKeyId(), Ec2Lab.KEY.secretAccessKey())))
            .overrideConfiguration(override ->
                    override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(Duration.ofSeconds(20)))
            .build();

    @AfterEach
    void close() {
        ec2.close();
        lab.close();
    }

    boolean create(String networkInterface) {
        return ec2.createRoute(create -> create.routeTableId(Ec2Lab.TABLE)
                        .destinationCidrBlock(Ec2Lab.VIP)
                        .networkInterfaceId(networkInterface))
                .returnValue();
    }

    void replace(String networkInterface) {
        ec2.replaceRoute(replace -> replace.routeTableId(Ec2Lab.TABLE)
                .destinationCidrBlock(Ec2Lab.VIP)
                .networkInterfaceId(networkInterface));
    }

    RouteTable table() {
        return ec2.describeRouteTables(describe -> describe.routeTableIds(Ec2Lab.TABLE))
                .routeTables()
                .getFirst();
    }

    Route vip() {
        return table().routes().stream()
                .filter(route -> route.destinationCidrBlock().equals(Ec2Lab.VIP))
                .findFirst()
                .orElseThrow();
    }

    static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo(code.code()));
    }
}

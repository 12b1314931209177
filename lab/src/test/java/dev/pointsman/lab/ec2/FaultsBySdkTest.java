package dev.pointsman.lab.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.fault.Availability;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Limit;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The endpoint's faults, as the AWS SDK for Java meets them. */
class FaultsBySdkTest extends SdkCaller {

    @Test
    void mutatingCallsAreThrottledByABucketThatRefills() {
        Limit mutating = new Limit(10, 0.5);
        lab.faults.throttle(mutating, Limit.READING, Limit.READING_UNQUALIFIED);
        create(Ec2Lab.ENI_A);
        assertCode(
                () -> {
                    for (int call = 0; call < 2 * mutating.burst(); call++) {
                        replace(Ec2Lab.ENI_A);
                    }
                },
                ErrorCode.REQUEST_LIMIT_EXCEEDED);
        assertThat(lab.endpoint.journal().calls("ReplaceRoute", Instant.EPOCH).stream()
                        .filter(Call::isOk))
                .hasSizeGreaterThanOrEqualTo(mutating.burst());
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
        lab.clock.advance(Duration.ofSeconds(4));
        replace(Ec2Lab.ENI_B);
    }

    @Test
    void theBucketsOfEc2AreThoseOfItsManual() {
        lab.faults.throttle();
        assertThat(IntStream.range(0, 1000)
                        .takeWhile(call -> lab.faults.admits("ReplaceRoute", true, true))
                        .count())
                .isBetween(50L, 60L);
        assertThat(lab.faults.admits("CreateRoute", true, true)).isTrue();
    }

    @Test
    void staleReadsShowTheStateOfAWhileAgoButWritesSeeThePresent() {
        create(Ec2Lab.ENI_A);
        lab.clock.advance(Duration.ofSeconds(60));
        replace(Ec2Lab.ENI_B);
        lab.faults.staleReads(Duration.ofSeconds(30));
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
        assertCode(() -> create(Ec2Lab.ENI_A), ErrorCode.ROUTE_ALREADY_EXISTS);
        lab.clock.advance(Duration.ofSeconds(31));
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_B);
    }

    @Test
    void anErrorHappensAsOftenAsAskedAndForItsActionOnly() {
        create(Ec2Lab.ENI_A);
        lab.faults.fail("ReplaceRoute", ErrorCode.UNAVAILABLE, 2, Faults.Moment.BEFORE_EFFECT);
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
        assertCode(() -> replace(Ec2Lab.ENI_B), ErrorCode.UNAVAILABLE);
        assertCode(() -> replace(Ec2Lab.ENI_B), ErrorCode.UNAVAILABLE);
        replace(Ec2Lab.ENI_B);
        lab.faults.fail("ReplaceRoute", ErrorCode.INTERNAL_ERROR, Faults.UNTIL_CLEARED, Faults.Moment.BEFORE_EFFECT);
        assertCode(() -> replace(Ec2Lab.ENI_A), ErrorCode.INTERNAL_ERROR);
        assertCode(() -> replace(Ec2Lab.ENI_A), ErrorCode.INTERNAL_ERROR);
        lab.faults.clearErrors();
        replace(Ec2Lab.ENI_A);
    }

    @Test
    void aWriteCanBeDoneAndYetFailOrStayUnanswered() {
        create(Ec2Lab.ENI_A);
        lab.faults.fail("ReplaceRoute", ErrorCode.INTERNAL_ERROR, 1, Faults.Moment.AFTER_EFFECT);
        assertCode(() -> replace(Ec2Lab.ENI_B), ErrorCode.INTERNAL_ERROR);
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_B);
        lab.faults.loseAnswers("ReplaceRoute", 1);
        assertThatThrownBy(() -> replace(Ec2Lab.ENI_A)).isInstanceOf(SdkClientException.class);
        assertThat(lab.lastCall().outcome()).isEqualTo(Call.ANSWER_LOST);
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
    }

    @Test
    void aDelayHoldsBackTheEffectToo() {
        create(Ec2Lab.ENI_A);
        lab.faults.delay("ReplaceRoute", Duration.ofMillis(700));
        CompletableFuture<Void> replacing = CompletableFuture.runAsync(() -> replace(Ec2Lab.ENI_B));
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
        replacing.join();
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_B);
        assertThat(lab.endpoint
                        .journal()
                        .calls("ReplaceRoute", Instant.EPOCH)
                        .getFirst()
                        .took())
                .isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    @Test
    void aPrincipalIsDeniedAnActionOnOneTableOnly() {
        create(Ec2Lab.ENI_A);
        lab.point(VpcBuilder.zoneRouteTable(2), Ec2Lab.VIP, Ec2Lab.ENI_A);
        lab.faults.deny(Ec2Lab.KEY.principal(), "ReplaceRoute", Ec2Lab.TABLE);
        assertCode(() -> replace(Ec2Lab.ENI_B), ErrorCode.UNAUTHORIZED_OPERATION);
        ec2.replaceRoute(replace -> replace.routeTableId(VpcBuilder.zoneRouteTable(2))
                .destinationCidrBlock(Ec2Lab.VIP)
                .networkInterfaceId(Ec2Lab.ENI_B));
        lab.faults.clear();
        replace(Ec2Lab.ENI_B);
    }

    @Test
    void anEndpointThatRefusesComesBackOnTheSameAddress() {
        create(Ec2Lab.ENI_A);
        lab.faults.setAvailability(Availability.REFUSING);
        assertThatThrownBy(() -> replace(Ec2Lab.ENI_B)).isInstanceOf(SdkClientException.class);
        lab.faults.setAvailability(Availability.UP);
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
    }

    @Test
    void anEndpointThatHangsNeitherAnswersNorActs() {
        create(Ec2Lab.ENI_A);
        lab.faults.setAvailability(Availability.HANGING);
        CompletableFuture<Void> replacing = CompletableFuture.runAsync(() -> replace(Ec2Lab.ENI_B));
        assertThat(replacing).failsWithin(Duration.ofMillis(500)).withThrowableOfType(TimeoutException.class);
        lab.faults.setAvailability(Availability.UP);
        assertThat(replacing).failsWithin(Duration.ofSeconds(10));
        assertThat(lab.lastCall().outcome()).isEqualTo(Call.NEVER_ANSWERED);
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
    }
}

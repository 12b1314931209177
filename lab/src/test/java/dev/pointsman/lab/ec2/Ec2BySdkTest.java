package dev.pointsman.lab.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.fault.Availability;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Limit;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.Forwarding;
import dev.pointsman.lab.vpc.Instance.State;
import dev.pointsman.lab.vpc.Route.Target;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttribute;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The endpoint and its faults, as the AWS SDK for Java sees them. */
class Ec2BySdkTest {

    private final Ec2Lab lab = new Ec2Lab();
    private final Ec2Client ec2 = Ec2Client.builder()
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

    @Test
    void aRouteIsCreatedReplacedAndDeleted() {
        assertThat(create(Ec2Lab.ENI_A)).isTrue();
        assertThat(vip()).satisfies(route -> {
            assertThat(route.networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
            assertThat(route.instanceId()).isEqualTo(Ec2Lab.NODE_A);
            assertThat(route.instanceOwnerId()).isEqualTo(VpcBuilder.OWNER_ID);
            assertThat(route.state()).isEqualTo(RouteState.ACTIVE);
            assertThat(route.origin()).isEqualTo(RouteOrigin.CREATE_ROUTE);
        });
        replace(Ec2Lab.ENI_B);
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_B);
        ec2.deleteRoute(delete -> delete.routeTableId(Ec2Lab.TABLE).destinationCidrBlock(Ec2Lab.VIP));
        assertThat(table().routes()).extracting(Route::destinationCidrBlock).containsExactly("10.20.0.0/16");
    }

    @Test
    void aRouteByInstanceGoesToItsOnlyInterface() {
        ec2.createRoute(create -> create.routeTableId(Ec2Lab.TABLE)
                .destinationCidrBlock("10.99.0.77/24")
                .instanceId(Ec2Lab.NODE_A));
        assertThat(lab.target(Ec2Lab.TABLE, "10.99.0.0/24")).isEqualTo(new Target.ToInterface(Ec2Lab.ENI_A));
    }

    @Test
    void theLocalRouteCanBePointedElsewhereAndReset() {
        ec2.replaceRoute(replace -> replace.routeTableId(VpcBuilder.GATEWAY_ROUTE_TABLE)
                .destinationCidrBlock("10.20.0.0/16")
                .networkInterfaceId(Ec2Lab.ENI_A));
        assertThat(lab.target(VpcBuilder.GATEWAY_ROUTE_TABLE, "10.20.0.0/16"))
                .isEqualTo(new Target.ToInterface(Ec2Lab.ENI_A));
        ec2.replaceRoute(replace -> replace.routeTableId(VpcBuilder.GATEWAY_ROUTE_TABLE)
                .destinationCidrBlock("10.20.0.0/16")
                .localTarget(true));
        assertThat(lab.target(VpcBuilder.GATEWAY_ROUTE_TABLE, "10.20.0.0/16")).isEqualTo(new Target.Local());
    }

    @Test
    void aSubnetsTrafficAndTheInternetCanBeRouted() {
        ec2.createRoute(create -> create.routeTableId(Ec2Lab.TABLE)
                .destinationCidrBlock("10.20.3.0/24")
                .networkInterfaceId(Ec2Lab.ENI_A));
        ec2.createRoute(create -> create.routeTableId(Ec2Lab.TABLE)
                .destinationCidrBlock("0.0.0.0/0")
                .gatewayId(VpcBuilder.GATEWAY_ID));
        assertThat(table().routes())
                .extracting(Route::destinationCidrBlock, Route::gatewayId)
                .contains(tuple("0.0.0.0/0", VpcBuilder.GATEWAY_ID), tuple("10.20.0.0/16", "local"));
    }

    @Test
    void aTargetThatIsGoneDetachedOrStoppedIsABlackhole() {
        create(Ec2Lab.ENI_A);
        lab.vpc.setInstanceState(Ec2Lab.NODE_A, State.STOPPED);
        assertThat(vip().state()).isEqualTo(RouteState.BLACKHOLE);
        lab.vpc.setInstanceState(Ec2Lab.NODE_A, State.RUNNING);
        assertThat(vip().state()).isEqualTo(RouteState.ACTIVE);
        lab.vpc.detachInterface(Ec2Lab.ENI_A);
        assertThat(vip().state()).isEqualTo(RouteState.BLACKHOLE);
        assertThat(vip().instanceId()).isNull();
        lab.vpc.deleteInterface(Ec2Lab.ENI_A);
        assertThat(vip()).satisfies(route -> {
            assertThat(route.state()).isEqualTo(RouteState.BLACKHOLE);
            assertThat(route.networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
        });
    }

    @Test
    void pagesHoldEveryTableOnce() {
        List<String> ids = ec2.describeRouteTablesPaginator(describe -> describe.maxResults(5)).routeTables().stream()
                .map(RouteTable::routeTableId)
                .toList();
        assertThat(ids).doesNotHaveDuplicates().hasSize(Ec2Lab.TABLES).contains(Ec2Lab.TABLE);
        assertThat(lab.endpoint.journal().calls()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("tableFilters")
    void aFilterOfRouteTablesFindsWhatItNames(String name, String value, int expected) {
        create(Ec2Lab.ENI_A);
        lab.vpc.setInstanceState(Ec2Lab.NODE_A, State.STOPPED);
        assertThat(ec2.describeRouteTables(describe -> describe.filters(filter(name, value)))
                        .routeTables())
                .hasSize(expected);
    }

    static Stream<Arguments> tableFilters() {
        int all = Ec2Lab.TABLES;
        return Stream.of(
                arguments("vpc-id", VpcBuilder.VPC_ID, all),
                arguments("vpc-id", "vpc-0000000000000dead", 0),
                arguments("owner-id", VpcBuilder.OWNER_ID, all),
                arguments("route-table-id", "rtb-000000000000001*", 9),
                arguments("route-table-id", "rtb-0000000000000000?", 5),
                arguments("route-table-id", "rtb-0000000000000000\\?", 0),
                arguments("association.main", "true", 1),
                arguments("association.main", "false", 4),
                arguments("association.subnet-id", VpcBuilder.clientSubnet(2), 1),
                arguments("association.gateway-id", VpcBuilder.GATEWAY_ID, 1),
                arguments("association.route-table-id", Ec2Lab.TABLE, 1),
                arguments("association.route-table-association-id", "rtbassoc-00000000000000001", 1),
                arguments("route.destination-cidr-block", Ec2Lab.VIP, 1),
                arguments("route.gateway-id", "local", all),
                arguments("route.instance-id", Ec2Lab.NODE_A, 1),
                arguments("route.origin", "CreateRoute", 1),
                arguments("route.state", "blackhole", 1),
                arguments("route.nat-gateway-id", "*", 0),
                arguments("tag:Name", "main", 1),
                arguments("tag:name", "main", 0),
                arguments("tag-key", "Name", all));
    }

    @Test
    void filtersAreJoinedByAndTheirValuesByOr() {
        assertThat(ec2.describeRouteTables(describe -> describe.filters(
                                filter("tag:Name", "main", "eu-central-1a"), filter("association.main", "false")))
                        .routeTables())
                .extracting(RouteTable::routeTableId)
                .containsExactly(Ec2Lab.TABLE);
    }

    @Test
    void vpcSubnetsInstancesAndInterfacesAreDescribed() {
        assertThat(ec2.describeVpcs(describe -> describe.vpcIds(VpcBuilder.VPC_ID))
                        .vpcs())
                .singleElement()
                .satisfies(vpc -> {
                    assertThat(vpc.cidrBlock()).isEqualTo("10.20.0.0/16");
                    assertThat(vpc.cidrBlockAssociationSet()).hasSize(1);
                });
        assertThat(ec2.describeSubnets(describe -> describe.filters(filter("availability-zone", "eu-central-1b")))
                        .subnets())
                .hasSize(2)
                .allSatisfy(subnet -> assertThat(subnet.availabilityZoneId()).isEqualTo("euc1-az2"))
                .extracting(subnet -> subnet.availableIpAddressCount())
                .containsExactly(249, 251);
        assertThat(ec2.describeInstancesPaginator(describe ->
                                describe.filters(filter("tag:app", "shop"), filter("instance-state-name", "running")))
                        .reservations())
                .singleElement()
                .satisfies(reservation -> assertThat(reservation.instances())
                        .singleElement()
                        .satisfies(instance -> {
                            assertThat(instance.instanceId()).isEqualTo(Ec2Lab.BACKEND);
                            assertThat(instance.privateIpAddress()).isEqualTo("10.20.3.20");
                            assertThat(instance.placement().availabilityZone()).isEqualTo("eu-central-1c");
                            assertThat(instance.state().name()).isEqualTo(InstanceStateName.RUNNING);
                            assertThat(instance.launchTime()).isBefore(Instant.now());
                        }));
        assertThat(ec2.describeInstances(describe -> describe.instanceIds(Ec2Lab.NODE_B))
                        .reservations())
                .flatExtracting(
                        reservation -> reservation.instances().getFirst().networkInterfaces())
                .extracting(
                        each -> each.networkInterfaceId(),
                        each -> each.attachment().deviceIndex())
                .containsExactly(tuple(Ec2Lab.ENI_B, 0), tuple(Ec2Lab.ENI_B2, 1));
        assertThat(ec2.describeNetworkInterfaces(
                                describe -> describe.filters(filter("mac-address", "02:00:0a:14:01:0a")))
                        .networkInterfaces())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
                    assertThat(each.attachment().instanceId()).isEqualTo(Ec2Lab.NODE_A);
                    assertThat(each.sourceDestCheck()).isTrue();
                    assertThat(each.availabilityZone()).isEqualTo("eu-central-1a");
                });
    }

    @Test
    void theSourceDestinationCheckIsSwitchedOff() {
        ec2.modifyNetworkInterfaceAttribute(
                modify -> modify.networkInterfaceId(Ec2Lab.ENI_A).sourceDestCheck(check -> check.value(false)));
        assertThat(ec2.describeNetworkInterfaceAttribute(describe -> describe.networkInterfaceId(Ec2Lab.ENI_A)
                                .attribute(NetworkInterfaceAttribute.SOURCE_DEST_CHECK))
                        .sourceDestCheck()
                        .value())
                .isFalse();
        assertThat(lab.vpc.state().networkInterface(Ec2Lab.ENI_A).orElseThrow().sourceDestinationCheck())
                .isFalse();
    }

    @Test
    void aDataPlaneThatFailsIsAnInternalErrorAndNothingChanges() {
        create(Ec2Lab.ENI_A);
        lab.vpc.attach(new Forwarding() {
            @Override
            public void routeSet(String routeTableId, Cidr destination, Hop hop) {
                if (hop instanceof Hop.ToInterface(String id, String _) && id.equals(Ec2Lab.ENI_B)) {
                    throw new IllegalStateException("on purpose: no such device");
                }
            }

            @Override
            public void routeRemoved(String routeTableId, Cidr destination) {}

            @Override
            public void sourceDestinationCheckSet(String networkInterfaceId, boolean enabled) {}

            @Override
            public void interfaceGone(String networkInterfaceId) {}
        });
        assertCode(() -> replace(Ec2Lab.ENI_B), ErrorCode.INTERNAL_ERROR);
        assertThat(vip().networkInterfaceId()).isEqualTo(Ec2Lab.ENI_A);
    }

    @Test
    void theJournalSaysWhoCalledWhatAndWhen() {
        Instant before = lab.clock.instant();
        create(Ec2Lab.ENI_A);
        replace(Ec2Lab.ENI_B);
        assertThat(lab.endpoint.journal().calls("ReplaceRoute", before))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.isOk()).isTrue();
                    assertThat(call.parameter("RouteTableId")).isEqualTo(Ec2Lab.TABLE);
                    assertThat(call.parameter("NetworkInterfaceId")).isEqualTo(Ec2Lab.ENI_B);
                    assertThat(call.accessKeyId()).contains(Ec2Lab.KEY.accessKeyId());
                    assertThat(call.at()).isBetween(before, lab.clock.instant());
                });
        assertThat(lab.endpoint
                        .journal()
                        .calls("ReplaceRoute", lab.clock.instant().plusSeconds(1)))
                .isEmpty();
    }

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

    private boolean create(String networkInterface) {
        return ec2.createRoute(create -> create.routeTableId(Ec2Lab.TABLE)
                        .destinationCidrBlock(Ec2Lab.VIP)
                        .networkInterfaceId(networkInterface))
                .returnValue();
    }

    private void replace(String networkInterface) {
        ec2.replaceRoute(replace -> replace.routeTableId(Ec2Lab.TABLE)
                .destinationCidrBlock(Ec2Lab.VIP)
                .networkInterfaceId(networkInterface));
    }

    private RouteTable table() {
        return ec2.describeRouteTables(describe -> describe.routeTableIds(Ec2Lab.TABLE))
                .routeTables()
                .getFirst();
    }

    private Route vip() {
        return table().routes().stream()
                .filter(route -> route.destinationCidrBlock().equals(Ec2Lab.VIP))
                .findFirst()
                .orElseThrow();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo(code.code()));
    }
}

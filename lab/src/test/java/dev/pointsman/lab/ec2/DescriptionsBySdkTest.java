package dev.pointsman.lab.ec2;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.pointsman.lab.vpc.Instance.State;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RouteTable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the AWS SDK for Java finds in the lab's VPC, by pages and by filters. */
class DescriptionsBySdkTest extends SdkCaller {

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
}

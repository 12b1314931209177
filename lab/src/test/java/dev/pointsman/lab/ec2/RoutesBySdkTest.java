package dev.pointsman.lab.ec2;

import java.time.Instant;

import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.Forwarding;
import dev.pointsman.lab.vpc.Instance.State;
import dev.pointsman.lab.vpc.Route.Target;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttribute;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What the AWS SDK for Java does to routes, and what it sees of them. */
class RoutesBySdkTest extends SdkCaller {

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
}

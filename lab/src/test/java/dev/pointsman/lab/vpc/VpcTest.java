package dev.pointsman.lab.vpc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.lab.vpc.NetworkInterface.Attachment;
import dev.pointsman.lab.vpc.Route.Origin;
import dev.pointsman.lab.vpc.Route.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VpcTest {

    private static final String ENI_A = "eni-0000000000000000a";
    private static final String ENI_B = "eni-0000000000000000b";
    private static final String NODE_A = "i-0000000000000000a";
    private static final String NODE_B = "i-0000000000000000b";
    private static final Cidr VIP = Cidr.parse("10.99.0.10/32");
    private static final String TABLE = VpcBuilder.zoneRouteTable(1);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<String> told = new ArrayList<>();
    private Vpc vpc;

    @BeforeEach
    void labWithTwoNodes() {
        vpc = VpcBuilder.lab(() -> now)
                .node("node-a", "eu-central-1a", "10.20.1.10", ENI_A, NODE_A)
                .node("node-b", "eu-central-1b", "10.20.2.10", ENI_B, NODE_B)
                .build();
    }

    @Test
    void aNewDataPlaneIsToldTheWholeState() {
        point(TABLE, ENI_A);
        vpc.attach(new Recorder());
        assertThat(told)
                .contains(
                        "check " + ENI_A + " true",
                        "set " + TABLE + " 10.99.0.10/32 10.20.1.10",
                        "set " + VpcBuilder.MAIN_ROUTE_TABLE + " 10.20.0.0/16 local")
                .hasSize(2 + 1 + 4);
    }

    @Test
    void onlyWhatDiffersIsTold() {
        vpc.attach(new Recorder());
        told.clear();
        point(TABLE, ENI_A);
        point(TABLE, ENI_A);
        point(TABLE, ENI_B);
        vpc.change(before -> before.with(before.routeTable(TABLE).orElseThrow().without(VIP)));
        assertThat(told)
                .containsExactly(
                        "set " + TABLE + " 10.99.0.10/32 10.20.1.10",
                        "set " + TABLE + " 10.99.0.10/32 10.20.2.10",
                        "removed " + TABLE + " 10.99.0.10/32");
    }

    @Test
    void aStoppedInstanceTurnsItsRoutesIntoBlackholesAndAStartedOneHealsThem() {
        point(TABLE, ENI_A);
        vpc.attach(new Recorder());
        told.clear();
        vpc.setInstanceState(NODE_A, Instance.State.STOPPED);
        vpc.setInstanceState(NODE_A, Instance.State.RUNNING);
        assertThat(told)
                .containsExactly(
                        "set " + TABLE + " 10.99.0.10/32 blackhole", "set " + TABLE + " 10.99.0.10/32 10.20.1.10");
    }

    @Test
    void aDetachedAndADeletedInterfaceAreBlackholesAndTheEntryStays() {
        point(TABLE, ENI_A);
        point(VpcBuilder.zoneRouteTable(2), ENI_B);
        vpc.attach(new Recorder());
        told.clear();
        vpc.detachInterface(ENI_A);
        vpc.deleteInterface(ENI_B);
        assertThat(told)
                .containsExactly(
                        "set " + TABLE + " 10.99.0.10/32 blackhole",
                        "set " + VpcBuilder.zoneRouteTable(2) + " 10.99.0.10/32 blackhole",
                        "gone " + ENI_B);
        assertThat(vpc.state().routeTable(TABLE).orElseThrow().route(VIP)).isPresent();
    }

    @Test
    void anInterfaceCanMoveToAnotherInstance() {
        point(TABLE, ENI_A);
        vpc.setInstanceState(NODE_A, Instance.State.TERMINATED);
        vpc.attachInterface(ENI_A, NODE_B, 1);
        assertThat(vpc.state().interfacesOf(NODE_B))
                .extracting(
                        each -> each.attachment().map(Attachment::deviceIndex).orElseThrow())
                .containsExactly(0, 1);
        assertThat(vpc.state().hop(new Target.ToInterface(ENI_A)))
                .isEqualTo(new Forwarding.Hop.ToInterface(ENI_A, "10.20.1.10"));
    }

    @Test
    void aDataPlaneThatFailsKeepsTheStateAsItWas() {
        vpc.attach(new Recorder() {
            @Override
            public void routeSet(String routeTableId, Cidr destination, Hop hop) {
                if (destination.equals(VIP)) {
                    throw new IllegalStateException("no such device");
                }
            }
        });
        VpcState before = vpc.state();
        assertThatThrownBy(() -> point(TABLE, ENI_A)).hasMessage("no such device");
        assertThat(vpc.state()).isSameAs(before);
    }

    @Test
    void earlierStatesAreRememberedForAWhile() {
        Instant start = now;
        VpcState empty = vpc.state();
        now = start.plusSeconds(10);
        point(TABLE, ENI_A);
        VpcState atA = vpc.state();
        now = start.plusSeconds(20);
        point(TABLE, ENI_B);
        assertThat(vpc.stateAsOf(start.plusSeconds(9))).isSameAs(empty);
        assertThat(vpc.stateAsOf(start.plusSeconds(10))).isSameAs(atA);
        assertThat(vpc.stateAsOf(start.plusSeconds(19))).isSameAs(atA);
        assertThat(vpc.stateAsOf(start.plusSeconds(20))).isSameAs(vpc.state());
        now = start.plus(Duration.ofHours(1));
        point(TABLE, ENI_A);
        assertThat(vpc.stateAsOf(start)).isNotSameAs(empty);
        assertThat(vpc.stateAsOf(now.minus(Vpc.MEMORY)))
                .extracting(state -> state.routeTable(TABLE)
                        .orElseThrow()
                        .route(VIP)
                        .orElseThrow()
                        .target())
                .isEqualTo(new Target.ToInterface(ENI_B));
    }

    @Test
    void aSubnetWithoutATableOfItsOwnUsesTheMainOne() {
        assertThat(vpc.state().routeTableOf(VpcBuilder.clientSubnet(2)).id()).isEqualTo(VpcBuilder.zoneRouteTable(2));
        assertThat(vpc.state().routeTableOf("subnet-0000000000000dead").id()).isEqualTo(VpcBuilder.MAIN_ROUTE_TABLE);
    }

    @Test
    void whatCannotBeInAVpcIsRefusedWithAReason() {
        assertThatThrownBy(() -> VpcBuilder.lab(() -> now).node("x", "eu-central-1a", "10.20.2.10", ENI_A, NODE_A))
                .hasMessageContaining("'10.20.2.10' is in no subnet of zone 'eu-central-1a'")
                .hasMessageContaining("10.20.1.0/24");
        assertThatThrownBy(() -> VpcBuilder.lab(() -> now).node("x", "eu-west-1a", "10.20.1.10", ENI_A, NODE_A))
                .hasMessageContaining("there is no zone 'eu-west-1a'");
        assertThatThrownBy(() -> VpcBuilder.lab(() -> now).node("x", "eu-central-1a", "10.20.1.10", "eni-a", NODE_A))
                .hasMessageContaining("id 'eni-a' is malformed");
        assertThatThrownBy(() -> vpc.detachInterface("eni-00000000000000bad"))
                .hasMessageContaining("there is no network interface 'eni-00000000000000bad'")
                .hasMessageContaining(ENI_A);
        assertThatThrownBy(() -> Cidr.parse("10.99.0.10")).hasMessageContaining("'10.99.0.10' is no IPv4 CIDR block");
        assertThatThrownBy(() -> Cidr.parse("10.99.0.256/32")).hasMessageContaining("octets of 0 to 255");
        assertThat(Cidr.parse("100.68.0.18/18")).hasToString("100.68.0.0/18");
    }

    private void point(String table, String networkInterface) {
        vpc.change(before -> before.with(before.routeTable(table)
                .orElseThrow()
                .with(new Route(VIP, new Target.ToInterface(networkInterface), Origin.CREATE_ROUTE))));
    }

    private class Recorder implements Forwarding {

        @Override
        public void routeSet(String routeTableId, Cidr destination, Hop hop) {
            String where = switch (hop) {
                case Hop.Local() -> "local";
                case Hop.ToGateway(String id) -> id;
                case Hop.ToInterface(String id, String address) -> address;
                case Hop.Blackhole() -> "blackhole";
            };
            told.add("set " + routeTableId + " " + destination + " " + where);
        }

        @Override
        public void routeRemoved(String routeTableId, Cidr destination) {
            told.add("removed " + routeTableId + " " + destination);
        }

        @Override
        public void sourceDestinationCheckSet(String networkInterfaceId, boolean enabled) {
            told.add("check " + networkInterfaceId + " " + enabled);
        }

        @Override
        public void interfaceGone(String networkInterfaceId) {
            told.add("gone " + networkInterfaceId);
        }
    }
}

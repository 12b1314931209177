package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.OwnershipView.Entry;
import dev.pointsman.lab.vpc.Instance;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.Test;

import static dev.pointsman.agent.ec2.Ec2Lab.ENI_A;
import static dev.pointsman.agent.ec2.Ec2Lab.ENI_B;
import static org.assertj.core.api.Assertions.assertThat;

/** What the loop does about entries that change behind its back, and about revisions that change what is to be there. */
class DriftTest extends TurningLoop {

    @Test
    void drift_is_repaired() throws Exception {
        masterOfAll();

        lab.pointAt(TABLE, ENI_A);

        await(() -> lab.allPointAt(ENI_B));
    }

    @Test
    void after_the_peer_took_the_routes_during_a_partition_the_master_brings_them_back() throws Exception {
        // node-a stands first, so node-b as MASTER only takes what it did not hold before; as first in the order it
        // takes all back.
        masterOfAll(List.of("node-b", "node-a"));

        lab.pointAllAt(ENI_A);

        await(() -> lab.allPointAt(ENI_B));
    }

    @Test
    void a_table_that_is_new_gets_its_entry() throws Exception {
        masterOfAll();

        lab.vpc()
                .change(state -> state.with(new dev.pointsman.lab.vpc.RouteTable(
                        "rtb-0000000000000abcd", VpcBuilder.VPC_ID, List.of(), new java.util.TreeMap<>(), Map.of())));

        await(() -> lab.target("rtb-0000000000000abcd").isPresent());
        await(() -> remembered.tables().get("edge").contains("rtb-0000000000000abcd"));
    }

    @Test
    void a_stopped_peers_blackhole_is_claimed_and_told() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.vpc().setInstanceState(Ec2Lab.INSTANCE_A, Instance.State.STOPPED);
        await(() -> entries().stream()
                .allMatch(entry -> entry.state() == OwnershipView.State.BLACKHOLE && entry.isDrift()));

        machine.becomeMaster();
        assertThat(tell("MASTER").exitCode()).isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
    }

    @Test
    void stale_reads_after_the_own_write_are_no_news() throws Exception {
        Duration staleness = Duration.ofSeconds(2);
        lab.pointAllAt(ENI_A);
        Thread.sleep(staleness);
        lab.faults().staleReads(staleness);
        startLoop();
        machine.becomeMaster();
        assertThat(tell("MASTER").exitCode()).isZero();

        Thread.sleep(1_000);
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.target()).isEqualTo(ENI_B);
            assertThat(entry.isDrift()).isFalse();
            assertThat(entry.reason()).contains("not read back yet");
        });

        await(() -> entries().stream().allMatch(entry -> entry.reason().equals("it points at this node")));
        assertThat(lab.calls("ReplaceRoute")).hasSize(4);
    }

    @Test
    void another_revision_with_another_vip_is_taken_over_without_forgetting_the_rest() throws Exception {
        masterOfAll();
        lab.forgetCalls();

        loop.assign(
                TestAssignments.edge("node-b", List.of("node-a", "node-b"), List.of("10.99.0.10/32", "10.99.0.11/32")));

        await(() -> lab.calls("CreateRoute").size() == 4);
        await(() -> entries().size() == 8 && entries().stream().noneMatch(Entry::isDrift));
        assertThat(lab.calls("CreateRoute"))
                .allMatch(call -> call.parameter("DestinationCidrBlock").equals("10.99.0.11/32"));
    }

    @Test
    void a_revision_without_a_vip_has_its_entries_deleted() throws Exception {
        List<String> both = List.of("10.99.0.10/32", "10.99.0.11/32");
        masterOfAll();
        loop.assign(TestAssignments.edge("node-b", List.of("node-b", "node-a"), both));
        await(() -> lab.calls("CreateRoute").size() == 4);

        loop.assign(TestAssignments.edge("node-b", List.of("node-b", "node-a"), List.of(Ec2Lab.VIP)));

        await(() -> lab.calls("DeleteRoute").size() == 4);
        assertThat(lab.calls("DeleteRoute"))
                .allMatch(call -> call.parameter("DestinationCidrBlock").equals("10.99.0.11/32"));
        assertThat(lab.allPointAt(ENI_B)).isTrue();
        assertThat(remembered.retired().get("edge")).hasSize(4);
    }
}

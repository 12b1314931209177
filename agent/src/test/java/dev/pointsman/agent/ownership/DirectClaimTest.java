package dev.pointsman.agent.ownership;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Limit;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.agent.ec2.Ec2Lab.ENI_A;
import static dev.pointsman.agent.ec2.Ec2Lab.ENI_B;
import static org.assertj.core.api.Assertions.assertThat;

/** A {@code notify} call that finds no agent, on node-b against the lab's EC2. */
class DirectClaimTest {

    @TempDir
    private Path directory;

    private Ec2Lab lab;
    private ObservedMachine machine;
    private Assignment assignment;
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @BeforeEach
    void start() throws Exception {
        lab = Ec2Lab.start();
        lab.pointAllAt(ENI_A);
        machine = new ObservedMachine(directory);
        assignment = TestAssignments.edge("node-b", List.of("node-a", "node-b"), List.of(Ec2Lab.VIP));
    }

    @AfterEach
    void stop() {
        machine.close();
        lab.close();
    }

    @Test
    void the_known_tables_are_written_without_reading_them_first() {
        machine.becomeMaster();

        assertThat(claim("MASTER", knownTables())).isEqualTo(new Done(0, "edge: 4 entries point at this node"));

        assertThat(lab.allPointAt(ENI_B)).isTrue();
        assertThat(lab.calls("ReplaceRoute")).hasSize(4);
        assertThat(lab.calls("DescribeRouteTables")).isEmpty();
        assertThat(messages.toString()).contains(VpcBuilder.MAIN_ROUTE_TABLE, "REPLACED");
    }

    @Test
    void unknown_tables_are_read_then_written() {
        machine.becomeMaster();

        assertThat(claim("MASTER", assignment).exitCode()).isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
    }

    @Test
    void a_node_that_is_not_master_writes_nothing_whatever_it_was_told() {
        assertThat(claim("MASTER", knownTables()))
                .isEqualTo(new Done(0, "edge: nothing written: not MASTER: placeholder 169.254.77.1 is absent"));
        assertThat(lab.calls("ReplaceRoute")).isEmpty();
    }

    @Test
    void a_master_that_is_told_something_else_reads_before_it_writes() {
        lab.pointAllAt(ENI_B);
        machine.becomeMaster();

        assertThat(claim("STOP", knownTables()).exitCode()).isZero();
        assertThat(lab.calls("ReplaceRoute")).isEmpty();
    }

    @Test
    void a_denied_table_is_reported_at_once_and_the_others_move() {
        lab.faults().deny(Faults.ANY, "ReplaceRoute", VpcBuilder.MAIN_ROUTE_TABLE);
        machine.becomeMaster();

        Done done = claim("MASTER", knownTables());

        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.text()).contains(VpcBuilder.MAIN_ROUTE_TABLE, "UnauthorizedOperation");
        assertThat(lab.tables().stream()
                        .filter(table -> lab.target(table).orElseThrow().equals(ENI_B)))
                .hasSize(3);
    }

    @Test
    void throttling_is_sat_out() {
        lab.faults().throttle(new Limit(1, 5), Limit.READING, Limit.READING_UNQUALIFIED);
        machine.becomeMaster();

        assertThat(claim("MASTER", knownTables()).exitCode()).isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
    }

    @Test
    void a_node_that_nobody_told_what_to_hold_says_so() {
        Done done = DirectClaim.run(
                new NodeLayout(directory), new Notify("INSTANCE", "edge", "MASTER", "240"), new PrintStream(messages));

        assertThat(done.exitCode()).isEqualTo(2);
        assertThat(done.text()).contains("assignment.properties", "pointsman install");
    }

    private Assignment knownTables() {
        return assignment.with(Map.of("edge", lab.tables()));
    }

    private Done claim(String state, Assignment assigned) {
        return DirectClaim.run(
                assigned, machine.observer(), new Notify("INSTANCE", "edge", state, "240"), new PrintStream(messages));
    }
}

package dev.pointsman.agent.ownership;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.pointsman.agent.ec2.AwsRouteTables;
import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.report.OwnershipView.Action;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.OwnershipView.Move;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Variants;
import dev.pointsman.lab.fault.Variants.MissingRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.pointsman.agent.ec2.Ec2Lab.ENI_A;
import static dev.pointsman.agent.ec2.Ec2Lab.ENI_B;
import static org.assertj.core.api.Assertions.assertThat;

/** The agent's loop on node-b against the lab's EC2: who becomes MASTER moves what it should, at once. */
class FailoverTest extends TurningLoop {

    @Test
    void a_backup_reads_and_never_writes() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();

        assertThat(tell("BACKUP"))
                .isEqualTo(new Done(0, "edge: nothing written: not MASTER: placeholder 169.254.77.1 is absent"));
        assertThat(entries()).hasSize(4).allSatisfy(entry -> {
            assertThat(entry.owner()).isEqualTo("node-a");
            assertThat(entry.isDrift()).isFalse();
        });
        assertNothingWritten();
    }

    @Test
    void becoming_master_moves_every_table_at_once_and_verifies() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.forgetCalls();

        machine.becomeMaster();
        assertThat(tell("MASTER")).isEqualTo(new Done(0, "edge: 4 entries point at this node"));

        assertThat(lab.allPointAt(ENI_B)).isTrue();
        assertThat(lab.calls("ReplaceRoute")).hasSize(4);
        await(() -> entries().stream().allMatch(entry -> entry.reason().equals("it points at this node")));
        ClaimReport claim = loop.view().orElseThrow().claims().getFirst();
        assertThat(claim.trigger()).isEqualTo(Trigger.NOTIFY);
        assertThat(claim.moves()).hasSize(4).allSatisfy(move -> {
            assertThat(move.from()).isEqualTo(ENI_A);
            assertThat(move.action()).isEqualTo(Action.REPLACED);
        });
        assertThat(metrics.get("pointsman.ownership.moves")
                        .tag("action", "replaced")
                        .counter()
                        .count())
                .isEqualTo(4);
        assertThat(metrics.get("pointsman.ownership.master").gauge().value()).isEqualTo(1);
        assertThat(metrics.get("pointsman.ownership.drift").gauge().value()).isZero();
    }

    @Test
    void the_loop_alone_notices_without_any_message() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();

        machine.becomeMaster();

        await(() -> lab.allPointAt(ENI_B));
    }

    @Test
    void a_call_that_ends_in_an_error_is_over_and_tried_again() throws Exception {
        lab.pointAllAt(ENI_A);
        AtomicInteger calls = new AtomicInteger();
        RouteTables real = new AwsRouteTables(lab.client());
        startLoop(List.of("node-a", "node-b"), (RouteTables) Proxy.newProxyInstance(
                RouteTables.class.getClassLoader(), new Class<?>[] {RouteTables.class}, (_, method, arguments) -> {
                    if (method.getName().equals("replace") && calls.incrementAndGet() <= 4) {
                        throw new NoClassDefFoundError("on purpose");
                    }
                    return method.invoke(real, arguments);
                }));
        machine.becomeMaster();

        assertThat(tell("MASTER").exitCode()).isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
        assertThat(calls).hasValue(8);
    }

    @Test
    void a_message_that_arrives_before_the_address_is_waited_for() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();

        CompletableFuture<Done> verdict = loop.look(new Notify("INSTANCE", "edge", "MASTER", "240"));
        Thread.sleep(200);
        assertThat(verdict).isNotDone();
        machine.becomeMaster();

        assertThat(verdict.get(5, TimeUnit.SECONDS).exitCode()).isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
    }

    @Test
    void a_message_that_says_master_is_not_believed() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();

        assertThat(tell("MASTER").exitCode()).isZero();

        assertNothingWritten();
    }

    @Test
    void an_unknown_group_and_an_unknown_state_make_it_look_at_everything() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        machine.becomeMaster();

        assertThat(loop.look(new Notify("INSTANCE", "nobody", "SOMETHING_NEW", "1"))
                        .get(5, TimeUnit.SECONDS))
                .isEqualTo(
                        new Done(
                                1,
                                "there is no route group \"nobody\" here; there is edge. Looked at all of them: edge: 4 entries point at this node"));
    }

    @Test
    void an_agent_that_restarts_on_the_master_writes_nothing() throws Exception {
        lab.pointAllAt(ENI_B);
        machine.becomeMaster();
        startLoop();

        await(() -> entries().stream().allMatch(entry -> entry.reason().equals("it points at this node")));
        assertNothingWritten();
    }

    @ParameterizedTest
    @EnumSource
    void entries_that_do_not_exist_are_created_whatever_ec2_calls_that(MissingRoute wording) throws Exception {
        lab.faults().setVariants(Variants.USUAL.with(wording));
        startLoop();
        machine.becomeMaster();

        assertThat(tell("MASTER").exitCode()).isZero();

        assertThat(lab.allPointAt(ENI_B)).isTrue();
        assertThat(lab.calls("CreateRoute")).hasSize(4);
        assertThat(loop.view().orElseThrow().claims().getFirst().moves())
                .extracting(Move::action)
                .containsOnly(Action.CREATED);
    }

    @Test
    void an_entry_that_somebody_creates_between_our_two_calls_is_replaced() throws Exception {
        startLoop();
        lab.faults().fail("CreateRoute", ErrorCode.ROUTE_ALREADY_EXISTS, 4, Faults.Moment.BEFORE_EFFECT);
        machine.becomeMaster();

        await(() -> lab.allPointAt(ENI_B));
    }

    @Test
    void claims_use_as_many_connections_as_they_may_and_no_more_at_once() throws Exception {
        lab.close();
        lab = Ec2Lab.start(28);
        lab.pointAllAt(ENI_A);
        startLoop();
        await(() -> !entries().isEmpty());
        lab.faults().delay("ReplaceRoute", Duration.ofMillis(100));
        machine.becomeMaster();

        assertThat(tell("MASTER").exitCode()).isZero();

        // One after the other, no two would overlap.
        assertThat(mostAtOnce(lab.calls("ReplaceRoute"))).isEqualTo(Ec2Access.CONCURRENCY);
    }

    private static int mostAtOnce(List<Call> calls) {
        return calls.stream()
                .mapToInt(one -> (int) calls.stream()
                        .filter(other -> !other.at().isAfter(one.at())
                                && other.at().plus(other.took()).isAfter(one.at()))
                        .count())
                .max()
                .orElse(0);
    }
}

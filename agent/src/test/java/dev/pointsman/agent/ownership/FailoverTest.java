package dev.pointsman.agent.ownership;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import dev.pointsman.agent.ec2.AwsRouteTables;
import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.machine.Effect;
import dev.pointsman.agent.ownership.report.LoggedJournal;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.OwnershipView.Action;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.OwnershipView.Entry;
import dev.pointsman.agent.ownership.report.OwnershipView.Move;
import dev.pointsman.agent.ownership.report.Trigger;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.fault.Availability;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Limit;
import dev.pointsman.lab.fault.Variants;
import dev.pointsman.lab.fault.Variants.MissingRoute;
import dev.pointsman.lab.vpc.Instance;
import dev.pointsman.lab.vpc.VpcBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.pointsman.agent.ec2.Ec2Lab.ENI_A;
import static dev.pointsman.agent.ec2.Ec2Lab.ENI_B;
import static org.assertj.core.api.Assertions.assertThat;

/** The agent's loop on node-b against the lab's EC2: what moves, what does not, and what is said about it. */
class FailoverTest {

    private static final String TABLE = VpcBuilder.zoneRouteTable(1);

    @TempDir
    private java.nio.file.Path directory;

    private Ec2Lab lab;
    private ObservedMachine machine;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private OwnershipLoop loop;
    private final List<Boolean> marks = new CopyOnWriteArrayList<>();
    private volatile Assignment remembered;
    private volatile boolean isStopped;
    private Thread turning;

    @BeforeEach
    void start() throws Exception {
        lab = Ec2Lab.start();
        machine = new ObservedMachine(directory);
    }

    @AfterEach
    void stop() throws Exception {
        isStopped = true;
        if (turning != null) {
            turning.interrupt();
            turning.join(5_000);
            loop.close();
        }
        machine.close();
        lab.close();
    }

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
    void one_table_that_fails_holds_up_no_other_and_is_told() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().deny(Faults.ANY, "ReplaceRoute", TABLE);
        machine.becomeMaster();

        Done done = tell("MASTER");

        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.text()).contains(TABLE, "UnauthorizedOperation", "next attempt");
        assertThat(lab.tables().stream()
                        .filter(table -> lab.target(table).orElseThrow().equals(ENI_B)))
                .hasSize(3);
        assertThat(loop.view().orElseThrow().problems())
                .singleElement()
                .asString()
                .contains("MASTER, but " + TABLE, "node-a", "UnauthorizedOperation");
        assertThat(entries().stream().filter(Entry::isDrift))
                .extracting(Entry::routeTable)
                .containsExactly(TABLE);
    }

    @Test
    void a_denied_claim_is_tried_again_and_made_once_a_person_has_allowed_it() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().deny(Faults.ANY, "ReplaceRoute", TABLE);
        machine.becomeMaster();
        assertThat(tell("MASTER").exitCode()).isEqualTo(1);

        lab.faults().clearDenials();

        await(() -> lab.allPointAt(ENI_B));
        await(() -> loop.view().orElseThrow().problems().isEmpty());
    }

    @Test
    void throttled_claims_go_on_until_all_is_moved() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().throttle(new Limit(1, 4), Limit.READING, Limit.READING_UNQUALIFIED);
        machine.becomeMaster();

        assertThat(loop.look(new Notify("INSTANCE", "edge", "MASTER", "240"))
                        .get(30, TimeUnit.SECONDS)
                        .exitCode())
                .isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
    }

    @Test
    void an_ec2_that_is_down_is_told_and_the_claim_is_made_when_it_is_back() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().setAvailability(Availability.REFUSING);
        machine.becomeMaster();
        CompletableFuture<Done> verdict = loop.look(new Notify("INSTANCE", "edge", "MASTER", "240"));
        await(() -> loop.view().orElseThrow().problems().stream()
                .anyMatch(problem -> problem.startsWith("failed to read")));
        assertThat(verdict).isNotDone();
        assertThat(loop.view().orElseThrow().problems()).anyMatch(problem -> problem.contains("next attempt"));

        lab.faults().setAvailability(Availability.UP);

        assertThat(verdict.get(15, TimeUnit.SECONDS).exitCode()).isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
        await(() -> loop.view().orElseThrow().problems().isEmpty());
    }

    @Test
    void a_write_whose_answer_was_lost_is_found_done() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        lab.faults().loseAnswers("ReplaceRoute", 4);
        machine.becomeMaster();

        assertThat(tell("MASTER").exitCode()).isZero();
        assertThat(lab.allPointAt(ENI_B)).isTrue();
    }

    @Test
    void no_further_write_is_sent_once_mastership_is_lost() throws Exception {
        lab.close();
        lab = Ec2Lab.start(36);
        lab.pointAllAt(ENI_A);
        lab.faults().delay("ReplaceRoute", Duration.ofMillis(300));
        startLoop();
        lab.forgetCalls();
        machine.becomeMaster();
        loop.look(new Notify("INSTANCE", "edge", "MASTER", "240"));
        await(() -> lab.calls("ReplaceRoute").size() >= 8);

        machine.becomeBackup();
        int sent = lab.calls("ReplaceRoute").size();
        await(() -> !loop.view().orElseThrow().claims().isEmpty());

        // As many as there are slots may have been on their way; the rest of the 40 were not sent.
        assertThat(lab.calls("ReplaceRoute"))
                .hasSizeLessThanOrEqualTo(sent + 16)
                .hasSizeLessThan(40);
        assertThat(loop.view().orElseThrow().claims().getFirst().moves())
                .filteredOn(move -> move.action() == Action.ABANDONED)
                .allSatisfy(move -> assertThat(move.error()).contains("not MASTER"));
    }

    @Test
    void a_missing_entry_is_not_created_when_mastership_is_lost_between_the_two_calls() throws Exception {
        startLoop();
        lab.faults().delay("ReplaceRoute", Duration.ofMillis(500));
        machine.becomeMaster();
        loop.look(new Notify("INSTANCE", "edge", "MASTER", "240"));
        Thread.sleep(200);
        machine.becomeBackup();

        await(() -> !loop.view().orElseThrow().claims().isEmpty());
        assertThat(lab.calls("CreateRoute")).isEmpty();
    }

    @Test
    void a_master_whose_haproxy_does_not_serve_or_that_is_drained_writes_nothing_and_says_why() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        machine.haproxyStops();
        machine.becomeMaster();
        Done done = tell("MASTER");
        assertThat(done.exitCode()).isEqualTo(1);
        assertThat(done.text()).contains("HAProxy does not serve");

        machine.haproxyServes();
        machine.drain();
        await(() -> loop.view().orElseThrow().problems().stream().anyMatch(problem -> problem.contains("drained")));
        assertNothingWritten();

        machine.undrain();
        await(() -> lab.allPointAt(ENI_B));
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

    @Test
    void every_table_is_tested_for_the_right_to_write_it() throws Exception {
        lab.pointAllAt(ENI_A);
        startLoop();
        loop.becomeFit();

        await(() -> marks.equals(List.of(false)));
        assertThat(lab.dryRuns("ReplaceRoute")).hasSize(4);
        assertNothingWritten();
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

    // ---- steps ----

    private void masterOfAll() throws Exception {
        masterOfAll(List.of("node-b", "node-a"));
    }

    private void masterOfAll(List<String> order) throws Exception {
        lab.pointAllAt(ENI_B);
        machine.becomeMaster();
        startLoop(order);
        await(() -> entries().size() == 4
                && entries().stream().allMatch(entry -> entry.reason().equals("it points at this node")));
    }

    private void startLoop() throws Exception {
        startLoop(List.of("node-a", "node-b"));
    }

    private void startLoop(List<String> order) throws Exception {
        startLoop(order, new AwsRouteTables(lab.client()));
    }

    private void startLoop(List<String> order, RouteTables routeTables) throws Exception {
        loop = new OwnershipLoop(
                new OwnershipLoop.Settings(Duration.ofMillis(200), Duration.ofMillis(50), true),
                machine.observer(),
                _ -> routeTables,
                new LoggedJournal(metrics),
                new OwnershipLoop.Outside() {
                    @Override
                    public void remember(Assignment known) {
                        remembered = known;
                    }

                    @Override
                    public void mark(Effect.Mark mark) {
                        marks.add(mark.standsBehind());
                    }
                });
        loop.assign(TestAssignments.edge("node-b", order, List.of(Ec2Lab.VIP)));
        turning = Thread.ofPlatform().daemon().start(() -> {
            while (!isStopped) {
                try {
                    loop.step();
                } catch (InterruptedException stop) {
                    return;
                }
            }
        });
        await(() -> loop.view().isPresent()
                && !entries().isEmpty()
                && entries().getFirst().state() != OwnershipView.State.UNKNOWN);
    }

    private Done tell(String state) throws Exception {
        return loop.look(new Notify("INSTANCE", "edge", state, "240")).get(10, TimeUnit.SECONDS);
    }

    private List<Entry> entries() {
        return loop.view().orElseThrow().routeGroups().getFirst().routes();
    }

    private void assertNothingWritten() {
        assertThat(lab.calls("ReplaceRoute")).isEmpty();
        assertThat(lab.calls("CreateRoute")).isEmpty();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}

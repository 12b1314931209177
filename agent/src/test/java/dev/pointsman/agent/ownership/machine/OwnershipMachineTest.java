package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.Route;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.report.LoggedJournal;
import dev.pointsman.agent.ownership.rule.Bounds;
import dev.pointsman.agent.ownership.rule.Call;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.value.ResourceName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the loop does and when, turn by turn, on node-b of two. */
class OwnershipMachineTest {

    private static final String ENI_A = "eni-0000000a";
    private static final String ENI_B = "eni-0000000b";
    private static final String VIP = "10.99.0.10/32";
    private static final String OTHER_VIP = "10.99.0.11/32";
    private static final String RANGE = "10.99.0.0/24";
    private static final String OUTSIDE = "eni-0000000e";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Standing.Vrrp vrrp = Standing.Vrrp.MASTER;
    private final OwnershipMachine machine = new OwnershipMachine(
            new OwnershipMachine.Settings(Duration.ofSeconds(2), true, 8),
            new LoggedJournal(new SimpleMeterRegistry()),
            () -> 0.5,
            Assignment::rule);

    @Test
    void tables_that_hang_give_their_slots_away_after_a_second_and_hold_up_no_other() {
        assign(tables(20), VIP);
        look(tables(20), VIP, ENI_A);

        List<Effect.Write> hanging = writes(turn());
        assertThat(hanging).hasSize(8);
        assertThat(writes(turn())).isEmpty();
        pass(Slots.LONG.minusMillis(1));
        assertThat(writes(turn())).isEmpty();
        assertThat(machine.next(now)).isEqualTo(now.plusMillis(1));
        pass(Duration.ofMillis(1));

        Set<String> others = new LinkedHashSet<>();
        for (List<Effect.Write> next = writes(turn()); !next.isEmpty(); next = writes(turn())) {
            assertThat(next).hasSizeLessThanOrEqualTo(8);
            next.forEach(write -> {
                others.add(write.entry().table());
                answer(write, new Outcome.Replaced());
            });
        }
        assertThat(others).hasSize(12);
    }

    @Test
    void what_waits_for_a_slot_is_decided_anew_and_not_sent_once_mastership_is_lost() {
        assign(tables(20), VIP);
        look(tables(20), VIP, ENI_A);
        List<Effect.Write> first = writes(turn());
        vrrp = Standing.Vrrp.BACKUP;
        first.forEach(write -> answer(write, new Outcome.Replaced()));

        assertThat(writes(turn())).isEmpty();
    }

    @Test
    void tests_of_the_right_to_write_are_spread_and_tell_keepalived_once_all_have_passed() {
        assign(tables(3), VIP);
        look(tables(3), VIP, ENI_B);
        vrrp = Standing.Vrrp.BACKUP;
        tell(new LoopEvent.Fit());
        List<Effect.Try> tries = new ArrayList<>();
        List<Effect.Mark> marks = new ArrayList<>();
        for (int half = 0; half < 4; half++) {
            for (Effect effect : turn()) {
                if (effect instanceof Effect.Try attempt) {
                    tries.add(attempt);
                    tell(new LoopEvent.Tried("edge", attempt.entry().table(), Optional.empty()));
                } else if (effect instanceof Effect.Mark mark) {
                    marks.add(mark);
                }
            }
            assertThat(tries).hasSize(Math.min(3, half + 1));
            pass(Bounds.PROOF_PACE);
        }
        assertThat(marks).containsExactly(new Effect.Mark("edge", false));
    }

    @Test
    void what_a_revision_no_longer_has_is_deleted_where_it_points_at_the_fleet() {
        List<String> tables = tables(3);
        assign(tables, VIP, OTHER_VIP);
        look(tables, VIP, ENI_B);
        turn();

        assign(tables, VIP);
        tell(new LoopEvent.Looked(
                Map.of(
                        "edge",
                        List.of(
                                table("rtb-00000000", ENI_B),
                                table("rtb-00000001", ENI_A),
                                table("rtb-00000002", OUTSIDE))),
                List.of(table("rtb-00000000", ENI_B), table("rtb-00000001", ENI_A), table("rtb-00000002", OUTSIDE)),
                now));
        List<Effect.Write> removals = writes(turn()).stream()
                .filter(write -> write.first() == Call.DELETE)
                .toList();

        assertThat(removals)
                .extracting(Effect.Write::entry)
                .containsExactly(new RouteEntry("rtb-00000000", OTHER_VIP), new RouteEntry("rtb-00000001", OTHER_VIP));
    }

    @Test
    void a_vip_that_a_range_takes_in_is_deleted_once_the_ranges_entry_is_there() {
        List<String> tables = tables(1);
        RouteEntry vip = new RouteEntry(tables.getFirst(), VIP);
        assign(tables, VIP);
        look(tables, VIP, ENI_B);
        turn();

        assign(tables, RANGE);
        look(tables, VIP, ENI_B);
        List<Effect.Write> first = writes(turn());
        assertThat(first).extracting(Effect.Write::entry).containsExactly(new RouteEntry(tables.getFirst(), RANGE));
        assertThat(writes(turn())).isEmpty();

        answer(first.getFirst(), new Outcome.Failed(new Ec2Failure.Unavailable("Unavailable", "no")));
        pass(Duration.ofSeconds(6));
        List<Effect.Write> again = writes(turn());
        assertThat(again).extracting(Effect.Write::entry).containsExactly(new RouteEntry(tables.getFirst(), RANGE));
        answer(again.getFirst(), new Outcome.Created());

        assertThat(writes(turn()))
                .singleElement()
                .satisfies(write -> assertThat(write.entry()).isEqualTo(vip))
                .satisfies(write -> assertThat(write.first()).isEqualTo(Call.DELETE));
    }

    @Test
    void a_range_goes_once_the_entries_of_all_vips_in_it_are_there() {
        List<String> tables = tables(1);
        assign(tables, RANGE);
        look(tables, RANGE, ENI_B);
        turn();

        assign(tables, VIP, OTHER_VIP);
        look(tables, RANGE, ENI_B);
        List<Effect.Write> claims = writes(turn());
        assertThat(claims).hasSize(2).allMatch(write -> write.first() == Call.REPLACE);
        answer(claims.getFirst(), new Outcome.Created());
        assertThat(writes(turn())).isEmpty();
        answer(claims.getLast(), new Outcome.Created());

        assertThat(writes(turn()))
                .extracting(Effect.Write::entry)
                .containsExactly(new RouteEntry(tables.getFirst(), RANGE));
    }

    @Test
    void who_waits_for_what_goes_is_told_when_ec2_has_confirmed_that_it_is_gone() {
        List<String> tables = tables(1);
        assign(tables, VIP, OTHER_VIP);
        look(tables, VIP, ENI_B);
        turn();

        CompletableFuture<Void> released = assign(tables, VIP);
        assertThat(released(turn())).isEmpty();
        look(tables, OTHER_VIP, ENI_B);
        List<Effect> effects = turn();
        assertThat(released(effects)).isEmpty();
        answer(
                writes(effects).stream()
                        .filter(write -> write.first() == Call.DELETE)
                        .findFirst()
                        .orElseThrow(),
                new Outcome.Deleted());

        assertThat(released(turn())).containsExactly(released);
    }

    @Test
    void a_backup_waits_for_no_entry_that_leads_to_a_peer() {
        List<String> tables = tables(1);
        vrrp = Standing.Vrrp.BACKUP;
        assign(tables, VIP, OTHER_VIP);
        look(tables, VIP, ENI_A);
        turn();

        CompletableFuture<Void> released = assign(tables, VIP);
        look(tables, OTHER_VIP, ENI_A);

        assertThat(released(turn())).contains(released);
    }

    @Test
    void the_last_vip_goes_as_well() {
        List<String> tables = tables(1);
        assign(tables, VIP);
        look(tables, VIP, ENI_B);
        turn();

        assign(tables);
        look(tables, VIP, ENI_B);

        assertThat(writes(turn()))
                .extracting(Effect.Write::entry)
                .containsExactly(new RouteEntry(tables.getFirst(), VIP));
    }

    @Test
    void what_is_to_go_is_left_to_the_master_and_not_forgotten_by_a_restart() {
        List<String> tables = tables(1);
        assign(tables, VIP, OTHER_VIP);
        look(tables, VIP, ENI_A);
        vrrp = Standing.Vrrp.BACKUP;
        assign(tables, VIP);
        tell(new LoopEvent.Looked(
                Map.of("edge", List.of(table("rtb-00000000", ENI_A))), List.of(table("rtb-00000000", ENI_A)), now));

        assertThat(writes(turn())).isEmpty();
        assertThat(machine.assignment().orElseThrow().retired())
                .isEqualTo(Map.of("edge", List.of(new RouteEntry("rtb-00000000", OTHER_VIP))));
        assertThat(assignment(tables, VIP)
                        .after(machine.assignment().orElseThrow())
                        .retired())
                .isEqualTo(Map.of("edge", List.of(new RouteEntry("rtb-00000000", OTHER_VIP))));
    }

    @Test
    void what_has_been_gone_for_five_minutes_needs_no_more_watching() {
        List<String> tables = tables(1);
        assign(tables, VIP, OTHER_VIP);
        look(tables, VIP, ENI_B);
        assign(tables, VIP);
        pass(Bounds.RETIREMENT.minusSeconds(1));
        look(tables, VIP, ENI_B);
        assertThat(machine.assignment().orElseThrow().retired()).isNotEmpty();
        pass(Duration.ofSeconds(1));
        look(tables, VIP, ENI_B);
        assertThat(machine.assignment().orElseThrow().retired()).isEmpty();
    }

    @Test
    void a_table_that_a_revision_no_longer_selects_loses_its_entry_and_one_that_lost_its_tag_does_not() {
        assign(tables(2), VIP);
        look(tables(2), VIP, ENI_B);
        turn();

        assign(tables(1), VIP);
        tell(new LoopEvent.Looked(
                Map.of("edge", List.of(new RouteTable("rtb-00000000", List.of(new Route(VIP, ENI_B, false))))),
                List.of(new RouteTable("rtb-00000001", List.of(new Route(VIP, ENI_B, false)))),
                now));

        assertThat(writes(turn()))
                .filteredOn(write -> write.first() == Call.DELETE)
                .extracting(Effect.Write::entry)
                .containsExactly(new RouteEntry("rtb-00000001", VIP));
    }

    @Test
    void a_node_that_can_write_stands_behind_its_peers_until_it_is_fit() {
        assign(tables(1), VIP);
        look(tables(1), VIP, ENI_A);
        vrrp = Standing.Vrrp.BACKUP;
        turn();
        tell(new LoopEvent.Tried("edge", tables(1).getFirst(), Optional.empty()));

        assertThat(turn()).noneMatch(effect -> effect instanceof Effect.Mark);

        tell(new LoopEvent.Fit());
        assertThat(turn()).contains(new Effect.Mark("edge", false));
        assertThat(turn()).noneMatch(effect -> effect instanceof Effect.Mark);
    }

    @Test
    void an_agent_that_starts_anew_on_the_master_does_not_take_its_place_away() {
        assign(tables(1), VIP);
        look(tables(1), VIP, ENI_B);

        assertThat(turn()).noneMatch(effect -> effect instanceof Effect.Mark);
        tell(new LoopEvent.Tried("edge", tables(1).getFirst(), Optional.empty()));
        assertThat(turn()).noneMatch(effect -> effect instanceof Effect.Mark);
    }

    @Test
    void a_master_that_ec2_denies_says_so_to_keepalived_after_ten_seconds_until_a_test_passes() {
        assign(tables(1), VIP);
        look(tables(1), VIP, ENI_A);
        tell(new LoopEvent.Fit());
        Ec2Failure denied = new Ec2Failure.Denied("UnauthorizedOperation", "no");
        List<Boolean> marks = new ArrayList<>();
        Instant began = now;
        while (marks.isEmpty()) {
            for (Effect effect : turn()) {
                switch (effect) {
                    case Effect.Write write -> answer(write, new Outcome.Failed(denied));
                    case Effect.Try attempt ->
                        tell(new LoopEvent.Tried("edge", attempt.entry().table(), Optional.of(denied)));
                    case Effect.Mark mark -> marks.add(mark.standsBehind());
                    default -> {}
                }
            }
            pass(Duration.ofMillis(250));
        }
        assertThat(marks).containsExactly(true);
        assertThat(Duration.between(began, now)).isBetween(Bounds.UNABLE_AFTER, Bounds.UNABLE_AFTER.plusSeconds(1));
        assertThat(machine.view(now, true, List.of()).orElseThrow().problems())
                .anyMatch(problem -> problem.contains("stands behind its peers"));

        tell(new LoopEvent.Tried("edge", "rtb-00000000", Optional.empty()));
        assertThat(turn()).contains(new Effect.Mark("edge", false));
    }

    // ---- steps ----

    private static List<String> tables(int count) {
        List<String> tables = new ArrayList<>();
        for (int table = 0; table < count; table++) {
            tables.add(String.format("rtb-%08d", table));
        }
        return tables;
    }

    /** A table whose entry for each VIP points there. */
    private static RouteTable table(String id, String target) {
        return new RouteTable(id, List.of(new Route(VIP, ENI_B, false), new Route(OTHER_VIP, target, false)));
    }

    private static Assignment assignment(List<String> tables, String... vips) {
        Fleet fleet = new Fleet(
                new ResourceName("edge", "fleet"),
                "eu-central-1",
                "vpc-00000001",
                List.of(
                        new Node("node-a", "eu-central-1a", "10.20.1.10", ENI_A),
                        new Node("node-b", "eu-central-1b", "10.20.2.10", ENI_B)),
                new VrrpTiming(Duration.ofSeconds(1), Duration.ZERO));
        RouteGroup group = new RouteGroup(
                "edge",
                11,
                List.of(vips),
                new RouteTableSelection.Ids(tables),
                List.of("node-a", "node-b"),
                "169.254.77.1");
        return new Assignment(fleet, "node-b", List.of(group), new TreeMap<>());
    }

    private CompletableFuture<Void> assign(List<String> tables, String... vips) {
        LoopEvent.Assigned event = new LoopEvent.Assigned(assignment(tables, vips));
        tell(event);
        return event.released();
    }

    private static List<CompletableFuture<Void>> released(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Release.class::isInstance)
                .map(effect -> ((Effect.Release) effect).released())
                .toList();
    }

    private void look(List<String> tables, String vip, String target) {
        List<RouteTable> read = tables.stream()
                .map(id -> new RouteTable(id, List.of(new Route(vip, target, false))))
                .toList();
        tell(new LoopEvent.Looked(Map.of("edge", read), read, now));
    }

    private void tell(LoopEvent event) {
        machine.handle(event, now);
    }

    private void answer(Effect.Write write, Outcome outcome) {
        tell(new LoopEvent.Answered("edge", write.entry(), write.from(), outcome, Duration.ofMillis(5)));
    }

    private List<Effect> turn() {
        machine.begin(now);
        return machine.turn(_ -> new Standing(vrrp, "observed", true, false), now);
    }

    private static List<Effect.Write> writes(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Write.class::isInstance)
                .map(Effect.Write.class::cast)
                .toList();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}

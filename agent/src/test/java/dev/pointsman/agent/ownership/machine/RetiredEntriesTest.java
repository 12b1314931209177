package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.Route;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.rule.Bounds;
import dev.pointsman.agent.ownership.rule.Call;
import dev.pointsman.agent.ownership.rule.Standing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Entries that a revision no longer has: when they are deleted, by whom, and who is told. */
class RetiredEntriesTest extends TurnedMachine {

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
}

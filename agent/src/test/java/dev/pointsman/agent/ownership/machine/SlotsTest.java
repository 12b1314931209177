package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.pointsman.agent.ownership.rule.Standing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many routes are written at once, and what becomes of those that wait. */
class SlotsTest extends TurnedMachine {

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
}

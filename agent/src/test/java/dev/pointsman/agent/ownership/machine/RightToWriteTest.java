package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.rule.Bounds;
import dev.pointsman.agent.ownership.rule.Standing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether this node can write routes: how that is tried, and when keepalived is told. */
class RightToWriteTest extends TurnedMachine {

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
}

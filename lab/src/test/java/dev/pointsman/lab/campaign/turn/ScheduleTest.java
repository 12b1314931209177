package dev.pointsman.lab.campaign.turn;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTest {
    private static final List<Fault> ALL = List.of(Fault.values());

    @Test
    void the_same_seed_draws_the_same() {
        assertThat(Schedule.draw(ALL, 100, 7, 3)).isEqualTo(Schedule.draw(ALL, 100, 7, 3));
        assertThat(Schedule.draw(ALL, 100, 7, 3)).isNotEqualTo(Schedule.draw(ALL, 100, 8, 3));
    }

    @Test
    void every_fault_comes_once_before_any_comes_twice_first_until_a_peer_has_taken_over_then_whenever_it_ends() {
        var turns = Schedule.draw(ALL, 2 * ALL.size(), 1, 3).turns();

        for (int round = 0; round < 2; round++) {
            var played = turns.subList(round * ALL.size(), (round + 1) * ALL.size());
            assertThat(played).extracting(Schedule.Turn::fault).containsExactlyInAnyOrderElementsOf(ALL);
            assertThat(played).extracting(Schedule.Turn::isPatient).containsOnly(round == 0);
        }
    }

    @Test
    void every_node_is_hit_as_often() {
        var turns = Schedule.draw(ALL, 99, 1, 3).turns();

        var hits = turns.stream().collect(Collectors.groupingBy(Schedule.Turn::node, Collectors.counting()));
        assertThat(hits).containsOnlyKeys(0, 1, 2);
        assertThat(hits.values()).containsOnly(33L);
    }

    @Test
    void a_fault_is_found_by_the_name_that_a_command_line_has() {
        assertThat(Stream.of(Fault.values()).map(Fault::option).map(Fault::named))
                .containsExactly(Fault.values());
    }
}

package dev.pointsman.lab.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.pointsman.lab.campaign.turn.Fault;
import dev.pointsman.lab.campaign.turn.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryTest {

    @Test
    void a_line_for_each_fault_that_was_played_and_one_for_all() {
        var table = new Summary(List.of(
                        outcome(Fault.NODE_KILLED, 1000, 0),
                        outcome(Fault.NODE_KILLED, 3000, 2),
                        outcome(Fault.LINK_CUT, 500, 0, "not recovered")))
                .table();

        assertThat(table.lines().map(String::strip).map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "fault runs failed gap, median longest recover, median longest relapses",
                        "node killed 2 0 100 300 1000 3000 2",
                        "link cut 1 1 50 50 500 500 0",
                        "all, in ms 3 1 100 300 1000 3000 2");
    }

    @Test
    void a_quantile_is_a_value_that_was_seen() {
        assertThat(Summary.quantile(millis(1, 100), 0.5)).isEqualTo("50");
        assertThat(Summary.quantile(millis(1, 100), 0.99)).isEqualTo("99");
        assertThat(Summary.quantile(millis(1, 100), 1)).isEqualTo("100");
        assertThat(Summary.quantile(millis(5, 5), 0.1)).isEqualTo("5");
        assertThat(Summary.quantile(Stream.of(), 0.5)).isEqualTo("-");
    }

    private static Stream<Duration> millis(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Duration::ofMillis);
    }

    private static Outcome outcome(Fault fault, int settled, int relapses, String... complaints) {
        return new Outcome(
                "zonal",
                fault,
                "node-a",
                Instant.EPOCH,
                Duration.ofSeconds(1),
                Duration.ofMillis(settled),
                relapses,
                Duration.ofMillis(settled / 10),
                4,
                List.of(complaints));
    }
}

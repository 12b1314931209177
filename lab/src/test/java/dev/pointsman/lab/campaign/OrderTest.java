package dev.pointsman.lab.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.pointsman.lab.campaign.turn.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OrderTest {
    private static final Path BINARY = Path.of("/pointsman");

    @Test
    void without_arguments_each_fault_is_played_once_on_each_fleet() {
        var order = Order.read(BINARY);

        assertThat(order.fleets()).containsExactly("zonal", "pair");
        assertThat(order.runs()).isEqualTo(2 * Fault.values().length);
        assertThat(order.binary()).isEqualTo(BINARY);
        assertThat(order.isOfPartitions()).isFalse();
    }

    @Test
    void what_is_asked_for_is_what_is_played() {
        var order = Order.read(
                BINARY,
                "--partitions",
                "100",
                "--seed",
                "5",
                "--fleet",
                "pair,pair",
                "--only",
                "link-cut,node-killed",
                "--patience",
                "60");

        assertThat(order)
                .isEqualTo(new Order(
                        100,
                        5,
                        List.of("pair", "pair"),
                        List.of(Fault.LINK_CUT, Fault.NODE_KILLED),
                        BINARY,
                        Duration.ofMinutes(1),
                        true));
        assertThat(order.again())
                .isEqualTo("./dev faults --partitions 100 --seed 5 --fleet pair,pair --only link-cut,node-killed");
    }

    @Test
    void runs_are_dealt_out_by_the_number_of_nodes_and_none_is_lost() {
        assertThat(Order.read(BINARY, "--runs", "100").shares()).containsExactly(60, 40);
        assertThat(Order.read(BINARY, "--runs", "7", "--fleet", "pair,pair,zonal")
                        .shares())
                .containsExactly(2, 2, 3);
        assertThat(Order.read(BINARY, "--runs", "1").shares()).containsExactlyInAnyOrder(0, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --runs   | 0       | '0' is not a number of 1 to 100000
            --runs   | many    | 'many' is not a number of 1 to 100000
            --fleet  | trio    | there is no fleet 'trio'; there are [pair, zonal]
            --only   | flood   | there is no fault 'flood'; there are keepalived-killed, haproxy-killed
            --colour | red     | unknown argument '--colour'
            """)
    void a_mistake_is_named_with_what_is_possible(String option, String value, String complaint) {
        assertThatThrownBy(() -> Order.read(BINARY, option, value)).hasMessageContaining(complaint);
    }

    @Test
    void an_option_without_its_value_is_a_mistake() {
        assertThatThrownBy(() -> Order.read(BINARY, "--runs")).hasMessage("'--runs' needs a value");
    }
}

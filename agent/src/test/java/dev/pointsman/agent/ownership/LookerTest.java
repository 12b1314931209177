package dev.pointsman.agent.ownership;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How many connections are kept open: as many as are in use while a claim, a look and a test of the right to write run at once. */
class LookerTest {

    private final List<RouteTableSelection> described = new ArrayList<>();
    private final List<Runnable> atOnce = new ArrayList<>();

    private final RouteTables routeTables = (RouteTables) Proxy.newProxyInstance(
            RouteTables.class.getClassLoader(), new Class<?>[] {RouteTables.class}, (_, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("describe");
                described.add((RouteTableSelection) arguments[1]);
                return List.of();
            });

    private final Looker looker =
            new Looker(routeTables, new TableZones(() -> Instant.EPOCH), atOnce::add, () -> Instant.EPOCH, event -> {
                throw new AssertionError("nobody waits for " + event);
            });

    @ParameterizedTest
    @CsvSource({"1, 3", "4, 6", "10, 12", "50, 12"})
    void a_claims_calls_and_two_more_are_under_way_together(int tables, int calls) {
        looker.keepWarm("vpc-0", tables(tables));
        assertThat(atOnce).hasSize(calls);
        assertThat(described).as("nothing is asked in the calling thread").isEmpty();
        atOnce.forEach(Runnable::run);
        assertThat(described).hasSize(calls).contains(new RouteTableSelection.Ids(tables(1)));
        assertThat(calls).isLessThanOrEqualTo(Ec2Access.CONCURRENCY + Looker.BESIDE_CLAIM);
    }

    @Test
    void where_no_table_is_known_nothing_is_asked() {
        looker.keepWarm("vpc-0", List.of());
        assertThat(atOnce).isEmpty();
    }

    private static List<String> tables(int count) {
        return IntStream.range(0, count).mapToObj("rtb-%08x"::formatted).toList();
    }
}

package dev.pointsman.pipeline.plan;

import java.util.List;

import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a route group derives from its names. */
class RouteGroupTest {

    private static final ResourceName FLEET = new ResourceName("edge", "pair");

    @Test
    void the_witness_is_a_benchmark_address_that_depends_on_the_names_alone() {
        assertThat(group("zone-a", 11).witness(FLEET, "node-a"))
                .matches("198\\.18\\.[0-9]{1,3}\\.[0-9]{1,3}/32")
                .isEqualTo(group("zone-a", 99).witness(FLEET, "node-a"));
    }

    @Test
    void nodes_groups_and_fleets_have_witnesses_of_their_own() {
        assertThat(group("zone-a", 11).witness(FLEET, "node-a"))
                .isNotEqualTo(group("zone-a", 11).witness(FLEET, "node-b"))
                .isNotEqualTo(group("zone-b", 11).witness(FLEET, "node-a"))
                .isNotEqualTo(group("zone-a", 11).witness(new ResourceName("edge", "other"), "node-a"));
    }

    private static RouteGroup group(String name, int virtualRouterId) {
        return new RouteGroup(
                name,
                virtualRouterId,
                List.of("10.99.0.10/32"),
                new RouteTableSelection.All(),
                List.of("node-a", "node-b"),
                "169.254.77.1");
    }
}

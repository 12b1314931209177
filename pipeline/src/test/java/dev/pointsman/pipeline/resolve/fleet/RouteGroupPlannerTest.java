package dev.pointsman.pipeline.resolve.fleet;

import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.pipeline.finding.FieldPath;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Place;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RouteGroupPlannerTest {

    private static final Origin FLEET = new Origin(new Place("fleet.yaml", 1, 1), "Fleet edge/lab", FieldPath.ROOT);
    private static final Origin ID = new Origin(new Place("fleet.yaml", 9, 7), "Fleet edge/lab", FieldPath.ROOT);

    private final Findings findings = new Findings();
    private final RouteGroupPlanner planner = new RouteGroupPlanner(findings);

    private static Located<Integer> derived() {
        return new Located<>(0, FLEET);
    }

    @Test
    void theIdFollowsFromTheNameAloneAndStaysForEver() {
        // A change of these numbers would make the nodes of a running fleet, half of them updated, blind to each other.
        assertThat(planner.virtualRouterIds(Map.of("lab", derived(), "edge", derived()), FLEET))
                .containsExactly(Map.entry("edge", 182), Map.entry("lab", 175));
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void everyNameHasAnIdThatVrrpAllows() {
        Map<String, Located<Integer>> names = new TreeMap<>();
        for (int i = 0; i < 5000; i++) {
            names.put("group-" + i, derived());
        }
        assertThat(planner.virtualRouterIds(names, FLEET).values())
                .allMatch(id -> id >= 1 && id <= 255)
                .contains(1, 255);
    }

    @Test
    void aWrittenIdWins() {
        assertThat(planner.virtualRouterIds(Map.of("lab", new Located<>(7, ID)), FLEET))
                .containsEntry("lab", 7);
    }

    @Test
    void twoGroupsWithOneIdAreAFindingAtTheNumber() {
        planner.virtualRouterIds(Map.of("a", new Located<>(7, ID), "b", new Located<>(7, ID)), FLEET);

        assertThat(findings.all())
                .singleElement()
                .asString()
                .startsWith(
                        "fleet.yaml:9:7  Fleet edge/lab: the route groups \"a\" and \"b\" both get the virtual router id 7.");
    }

    @Test
    void twoNamesThatMeetByChanceAreAFindingAtTheFleet() {
        Map<String, Located<Integer>> names = new TreeMap<>();
        for (int i = 0; i < 256; i++) {
            names.put("group-" + i, derived());
        }
        planner.virtualRouterIds(names, FLEET);

        assertThat(findings.all())
                .isNotEmpty()
                .allMatch(finding -> finding.place().equals(FLEET.place()));
    }
}

package dev.pointsman.agent.ownership.assignment;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a node holds between two revisions, while its HAProxy listens by the earlier one. */
class AssignmentTest {

    private static final String A = "10.99.0.10/32";
    private static final String B = "10.99.0.11/32";
    private static final String ELSEWHERE = "10.98.0.1/32";
    private static final String RANGE = "10.99.0.0/24";

    @Test
    void what_both_have_stays_what_is_new_waits_and_what_is_gone_goes() {
        assertThat(between(List.of(A, B), List.of(B, ELSEWHERE))).containsExactly(B);
        assertThat(between(List.of(A), List.of(A))).containsExactly(A);
        assertThat(between(List.of(A), List.of())).isEmpty();
        assertThat(between(List.of(), List.of(A))).isEmpty();
    }

    @Test
    void what_a_range_takes_in_or_gives_back_stays_until_the_other_is_there() {
        assertThat(between(List.of(A, B, ELSEWHERE), List.of(RANGE))).containsExactly(A, B);
        assertThat(between(List.of(RANGE), List.of(A))).containsExactly(RANGE);
        assertThat(between(List.of(RANGE, ELSEWHERE), List.of(RANGE))).containsExactly(RANGE);
    }

    private static List<String> between(List<String> before, List<String> after) {
        return assignment(after)
                .whileListeningBy(assignment(before))
                .groups()
                .getFirst()
                .destinations();
    }

    private static Assignment assignment(List<String> destinations) {
        Fleet fleet = new Fleet(
                new ResourceName("edge", "lab"),
                "eu-central-1",
                "vpc-00000001",
                List.of(new Node("node-a", "eu-central-1a", "10.20.1.10", "eni-0000000a")),
                new VrrpTiming(Duration.ofSeconds(1), Duration.ZERO));
        RouteGroup group = new RouteGroup(
                "edge", 11, destinations, new RouteTableSelection.All(), List.of("node-a"), "169.254.112.11");
        return new Assignment(fleet, "node-a", List.of(group), new TreeMap<>());
    }
}

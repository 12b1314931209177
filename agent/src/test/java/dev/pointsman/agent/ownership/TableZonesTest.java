package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.pointsman.agent.ec2.Ec2Exception;
import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.TableShare;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every table belongs to exactly one zone's group, whatever uses it. */
class TableZonesTest {

    private static final List<String> ORDER = List.of("eu-central-1a", "eu-central-1b");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Map<String, Set<String>> vpc = Map.of(
            "rtb-0000000a", Set.of("eu-central-1a"),
            "rtb-0000000b", Set.of("eu-central-1b"),
            "rtb-0000000c", Set.of("eu-central-1c"),
            "rtb-0000000d", Set.of());
    private boolean isDown;
    private int questions;
    private final TableZones zones = new TableZones(() -> now);

    @Test
    void aTableBelongsToTheZoneOfItsSubnetsAndToTheFirstWhereThatHasNoNode() throws Ec2Exception {
        assertThat(tablesOf("eu-central-1a")).containsExactly("rtb-0000000a", "rtb-0000000c", "rtb-0000000d");
        assertThat(tablesOf("eu-central-1b")).containsExactly("rtb-0000000b");
        assertThat(zones.remarks()).isEmpty();
        assertThat(questions).isEqualTo(1);
    }

    @Test
    void aTableOfSeveralZonesBelongsToTheFirstOfThemAndIsReported() throws Ec2Exception {
        vpc = Map.of("rtb-0000000a", Set.of("eu-central-1b", "eu-central-1a", "eu-central-1c"));

        assertThat(tablesOf("eu-central-1b")).isEmpty();
        assertThat(tablesOf("eu-central-1a")).containsExactly("rtb-0000000a");
        assertThat(zones.remarks())
                .containsExactly("route table rtb-0000000a is used by subnets of eu-central-1a and eu-central-1b and"
                        + " belongs to route group eu-central-1a, so packets of the others cross zones; give each zone a"
                        + " route table of its own");
    }

    @Test
    void aTableThatIsNewIsAskedForAtOnceAndAllOthersNowAndThen() throws Ec2Exception {
        tablesOf("eu-central-1a");
        vpc = Map.of("rtb-0000000a", Set.of("eu-central-1b"), "rtb-0000000e", Set.of("eu-central-1a"));
        assertThat(tablesOf("eu-central-1a")).containsExactly("rtb-0000000e");

        vpc = Map.of("rtb-0000000a", Set.of("eu-central-1a"), "rtb-0000000e", Set.of("eu-central-1a"));
        assertThat(tablesOf("eu-central-1a")).containsExactly("rtb-0000000e");
        now = now.plus(Duration.ofMinutes(1));
        assertThat(tablesOf("eu-central-1a")).containsExactly("rtb-0000000a", "rtb-0000000e");
    }

    @Test
    void whatWasKnownHoldsWhileEc2IsDownAndNothingIsGuessedBefore() throws Ec2Exception {
        isDown = true;
        assertThatThrownBy(() -> tablesOf("eu-central-1b")).isInstanceOf(Ec2Exception.class);
        isDown = false;
        tablesOf("eu-central-1b");
        isDown = true;
        now = now.plus(Duration.ofHours(1));

        assertThat(tablesOf("eu-central-1b")).containsExactly("rtb-0000000b");
    }

    private List<String> tablesOf(String zone) throws Ec2Exception {
        RouteGroup group = new RouteGroup(
                zone,
                7,
                List.of("10.99.0.10/32"),
                new RouteTableSelection.All(),
                new TableShare.OfZone(zone, ORDER),
                List.of("node-a", "node-b"),
                "169.254.112.7");
        List<RouteTable> selected = vpc.keySet().stream()
                .sorted()
                .map(id -> new RouteTable(id, List.of()))
                .toList();
        return zones.share(group, selected, new Zones(), "vpc-00000001").stream()
                .map(RouteTable::id)
                .toList();
    }

    /** An EC2 that only knows zones. */
    private final class Zones implements RouteTables {

        @Override
        public Map<String, Set<String>> zones(String vpcId) throws Ec2Exception {
            if (isDown) {
                throw new Ec2Exception(new Ec2Failure.Unavailable("Unavailable", "down"), null);
            }
            questions++;
            return vpc;
        }

        @Override
        public List<RouteTable> describe(String vpcId, RouteTableSelection selection) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void replace(String tableId, String destination, String interfaceId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void create(String tableId, String destination, String interfaceId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String tableId, String destination) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tryReplace(String tableId, String destination, String interfaceId) {
            throw new UnsupportedOperationException();
        }
    }
}

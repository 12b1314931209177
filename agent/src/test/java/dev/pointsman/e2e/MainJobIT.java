package dev.pointsman.e2e;

import dev.pointsman.lab.demo.ChangeByCommit;
import dev.pointsman.lab.demo.CleanUp;
import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.LoseOwner;
import dev.pointsman.lab.demo.RouteRequests;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.demo.TellOwnership;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/** The main job from end to end, with the acts of the demo: each fails by itself when what it is about did not happen. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {
    private static Stage stage;
    private static String firstOwner;

    @BeforeAll
    static void open() throws Exception {
        stage = OpenStage.of(MainJobIT.class);
    }

    @AfterAll
    static void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @Order(1)
    void installedNodesComeUpAndEveryZoneReachesTheVip() throws Exception {
        firstOwner = ComeUp.play(stage);
        assertThat(firstOwner).isEqualTo(stage.plan().fleet().nodes().getFirst().name());
    }

    @Test
    @Order(2)
    void requestsGoWhereHeadersAndWeightsSendThem() throws Exception {
        RouteRequests.play(stage);
    }

    @Test
    @Order(3)
    void aCommitChangesTheRoutingUnderLoadAndABrokenOneChangesNothing() throws Exception {
        var report = ChangeByCommit.play(stage);
        assertThat(report.failures()).isEmpty();
        assertThat(report.succeeded()).isEqualTo(report.sent());
    }

    @Test
    @Order(4)
    void ownershipIsToldAsItIs() throws Exception {
        TellOwnership.play(stage);
    }

    @Test
    @Order(5)
    void whenTheOwnerDiesAnotherNodeTakesOverEveryRouteTable() throws Exception {
        var takeover = LoseOwner.play(stage);
        assertThat(takeover.dead()).isEqualTo(firstOwner);
        assertThat(takeover.heir()).isNotEqualTo(firstOwner);
        assertThat(takeover.tables()).containsExactlyElementsOf(stage.groupTables());
        TellOwnership.play(stage);
    }

    @Test
    @Order(6)
    void nothingStaysBehind() throws Exception {
        CleanUp.play(stage);
    }
}

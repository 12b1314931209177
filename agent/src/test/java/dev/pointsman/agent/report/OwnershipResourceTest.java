package dev.pointsman.agent.report;

import java.time.Duration;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.post;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/** The whole agent as it runs on a node, asked over HTTP: what it says before HAProxy is there, then, and after a bad commit. */
@QuarkusTest
@QuarkusTestResource(value = AgentMachine.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnershipResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    AgentMachine machine;

    @Test
    @Order(1)
    void withoutHaproxyItIsAliveAndNotReady() throws Exception {
        RunningHaproxy.until(PATIENCE, () -> get("/ownership/node").path("vrrp").equals("BACKUP"));

        get("/ownership/node")
                .then()
                .statusCode(200)
                .body("name", equalTo("node-a"))
                .body("zone", equalTo("eu-central-1a"))
                .body("haproxy", equalTo("down"))
                .body("fetched", equalTo(machine.firstRevision()))
                .body("running", nullValue());
        get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
    }

    @Test
    @Order(2)
    void itTellsWhoOwnsWhatAndWhichRevisionRuns() throws Exception {
        try (RunningHaproxy _ = RunningHaproxy.start(machine.layout())) {
            RunningHaproxy.until(PATIENCE, () -> get("/q/health/ready").statusCode() == 200);

            ownership()
                    .body("fleet", equalTo("edge/lab"))
                    .body("node", equalTo("node-a"))
                    .body("routeGroups[0].name", equalTo("lab"))
                    .body("routeGroups[0].vrrp", equalTo("BACKUP"))
                    .body("nodes.name", equalTo(java.util.List.of("node-a", "node-b")))
                    .body("nodes[0].running", equalTo(machine.firstRevision()))
                    .body("nodes[0].haproxy", equalTo("serving"))
                    .body("nodes[0].refused", nullValue())
                    .body("nodes[1].reachable", equalTo(false))
                    .body("claims", hasSize(0));
            get("/q/metrics")
                    .then()
                    .statusCode(200)
                    .body(containsString("pointsman_revisions_applied_total"))
                    .body(containsString("pointsman_ownership_master"));
        }
    }

    @Test
    @Order(3)
    void aBadCommitIsFoundByThePollAndRefusedWithItsPlaceAndItsRepairIsFetchedOnRequest() throws Exception {
        String good = machine.fleet().commitHost("b.example.com");
        String bad = machine.fleet().commitMistake();

        RunningHaproxy.until(PATIENCE, () -> bad.equals(get("/ownership/node").path("refused.revision")));

        ownership()
                .body("nodes[0].refused.findings.file", hasItem("route.yaml"))
                .body("nodes[0].refused.findings.find { it.code == 'unknown-field' }.line", equalTo(2));
        machine.fleet().dropLastCommit();
        post("/refresh").then().statusCode(200).body("fetched", equalTo(good)).body("refused", nullValue());
    }

    private static ValidatableResponse ownership() {
        return get("/ownership").then().statusCode(200);
    }
}

package dev.pointsman.agent.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.report.AgentMachine;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

/** An agent that polls once an hour, so that whatever it fetches meanwhile it fetches because it was told. */
@QuarkusTest
@QuarkusTestResource(
        value = AgentMachine.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "pollInterval", value = "1h"))
class WebhookTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    AgentMachine machine;

    @Test
    void aProvenPushIsFetchedAndAnythingElseIsNot() throws Exception {
        RunningHaproxy.until(PATIENCE, () -> machine.firstRevision().equals(fetched()));
        String next = machine.fleet().commitHost("b.example.com");
        String push = "{\"ref\": \"refs/heads/main\", \"after\": \"" + next + "\"}";

        post(push, null, "push").statusCode(403).body(containsString("X-Hub-Signature-256"));
        post(push, MessageSignature.of(bytes(push), "another secret"), "push").statusCode(403);
        post(push, MessageSignature.of(bytes(push + " "), AgentMachine.WEBHOOK_SECRET), "push")
                .statusCode(403);
        signed("{\"ref\": \"refs/heads/topic\"}", "push")
                .statusCode(200)
                .body(containsString("this node follows branch \"main\""));
        signed("{\"zen\": \"Approachable is better than simple.\"}", "ping").statusCode(200);
        assertThat(fetched()).isEqualTo(machine.firstRevision());

        signed(push, "push").statusCode(202);

        RunningHaproxy.until(PATIENCE, () -> next.equals(fetched()));
    }

    private static String fetched() {
        return get("/ownership/node").path("fetched");
    }

    private static ValidatableResponse signed(String message, String event) {
        return post(message, MessageSignature.of(bytes(message), AgentMachine.WEBHOOK_SECRET), event);
    }

    private static ValidatableResponse post(String message, String signature, String event) {
        var request = given().header("X-GitHub-Event", event)
                .contentType("application/json")
                .body(message);
        if (signature != null) {
            request.header(MessageSignature.HEADER, signature);
        }
        return request.post("/webhook").then();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.pointsman.agent.apply;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.agent.revision.Phase;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.fault.Availability;
import dev.pointsman.lab.fault.Faults;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** EC2 that does not say which instances there are: the last that are known serve on, and it is asked with patience. */
class SilentEc2Test extends InstancesNode {

    @Test
    void whileEc2DoesNotAnswerTheLastKnownStayAlsoInNewRevisionsAndNewAgents() throws Exception {
        launch(1);
        launch(2);
        try (RunningHaproxy running = serveInstances()) {
            ec2.faults().setAvailability(Availability.REFUSING);
            look();
            assertThat(discovery.problems())
                    .singleElement()
                    .asString()
                    .contains("the last that are known go on serving");
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2");

            startAgent();
            agent.resume();
            String revision =
                    shop().route("b.example.com", "/", Map.of("shop", 1)).commitTo(fleet);
            agent.apply();

            assertThat(status().applied()).contains(revision);
            assertThat(answer("b.example.com", "/")).startsWith("127.20.0.");
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2");

            ec2.faults().setAvailability(Availability.UP);
            launch(3);
            RunningHaproxy.until(PATIENCE, () -> {
                look();
                return discovery.problems().isEmpty();
            });
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2", "127.20.0.3");
        }
    }

    @Test
    void aRevisionWaitsWhileEc2DoesNotSayWhoANewSelectorMeans() throws Exception {
        launch(1);
        try (RunningHaproxy running = serveInstances()) {
            String before = current().revision();
            ec2.faults().setAvailability(Availability.REFUSING);
            String revision = shop().selecting("cart", "cart", server.port())
                    .route("b.example.com", "/", Map.of("cart", 1))
                    .commitTo(fleet);

            agent.apply();

            assertThat(current().revision()).isEqualTo(before);
            assertThat(status().refused()).isEmpty();
            assertThat(status().problems().get(Phase.DISCOVER)).contains(revision, "waits", "EC2");
            assertThat(answers()).containsExactly("127.20.0.1");

            ec2.faults().setAvailability(Availability.UP);
            ec2.launch(2, ZONE, "127.20.0.2", Map.of("app", "cart"));
            RunningHaproxy.until(PATIENCE, () -> {
                agent.apply();
                return status().applied().equals(Optional.of(revision));
            });
            assertThat(answer("b.example.com", "/")).isEqualTo("127.20.0.2");
            assertThat(status().problems()).isEmpty();
        }
    }

    @Test
    void aThrottledAgentAsksEverMoreSlowly() throws Exception {
        launch(1);
        try (RunningHaproxy running = serveInstances()) {
            ec2.forgetCalls();
            ec2.faults()
                    .fail(
                            "DescribeInstances",
                            ErrorCode.REQUEST_LIMIT_EXCEEDED,
                            Faults.UNTIL_CLEARED,
                            Faults.Moment.BEFORE_EFFECT);
            look();
            int first = ec2.calls("DescribeInstances").size();
            for (int i = 0; i < 1000; i++) {
                discovery.look();
                follower.follow();
            }

            assertThat(first).isEqualTo(1);
            // Within 1000 looks that take no time it has come to its turn a few times at most.
            assertThat(ec2.calls("DescribeInstances").size()).isLessThan(20);
            assertThat(discovery.pause()).isGreaterThan(Duration.ofMillis(0));
            assertThat(answers()).containsExactly("127.20.0.1");
        }
    }
}

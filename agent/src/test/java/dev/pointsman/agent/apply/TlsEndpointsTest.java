package dev.pointsman.agent.apply;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import dev.pointsman.agent.certificate.TestPair;
import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Endpoints that HAProxy speaks to over TLS come and go without a reload, and their certificates are verified all the same. */
class TlsEndpointsTest extends ApplyingNode {

    private static final String SERVER_NAME = "shop.internal.example.com";

    private final TestPair trusted = TestPair.of(SERVER_NAME);

    @Test
    void anEndpointThatIsAddedIsSpokenToOverTlsAndVerified() throws Exception {
        TestPair foreign = TestPair.of(SERVER_NAME);
        try (EchoServer one = EchoServer.overTls("one", trusted.context());
                EchoServer two = EchoServer.overTls("two", trusted.context());
                EchoServer impostor = EchoServer.overTls("impostor", foreign.context());
                RunningHaproxy running = serve(shop(one))) {
            Applier agent = node.agent();
            agent.resume();
            assertThat(answers()).containsExactly("one");

            shop(one, two).commitTo(fleet);
            agent.apply();

            assertThat(node.changes().reasons()).isEmpty();
            assertThat(node.changes().edits()).containsExactly(1);
            assertThat(answers()).containsExactly("one", "two");

            shop(two, impostor).commitTo(fleet);
            agent.apply();

            assertThat(node.changes().reasons()).isEmpty();
            RunningHaproxy.until(Duration.ofSeconds(30), () -> isDown(impostor));
            assertThat(answers()).containsExactly("two");
            Generation current = current();
            assertThat(node.worker().identity().digest()).contains(current.digest());
            running.close();
            try (RunningHaproxy restarted = RunningHaproxy.start(layout)) {
                RunningHaproxy.until(Duration.ofSeconds(30), () -> isDown(impostor));
                assertThat(answers()).containsExactly("two");
            }
        }
    }

    private TestServices shop(EchoServer... servers) {
        return TestServices.shop(HOST, servers).overTls("shop", SERVER_NAME).authorities(trusted);
    }

    private boolean isDown(EchoServer server) {
        try {
            String name = server.endpoint().replace(':', '-');
            return node.worker().ask("show stat").stream()
                    .filter(line -> line.startsWith("edge_shop_80," + name + ","))
                    .anyMatch(line -> line.contains(",DOWN,"));
        } catch (IOException e) {
            return false;
        }
    }

    private Set<String> answers() throws IOException {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            answers.add(answer(HOST, "/"));
        }
        return answers;
    }
}

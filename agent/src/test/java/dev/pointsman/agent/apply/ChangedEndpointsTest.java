package dev.pointsman.agent.apply;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Endpoints that come and go on a real HAProxy: its worker stays the same, and nobody is cut off. */
class ChangedEndpointsTest extends ShopNode {

    @Test
    void anEndpointThatIsAddedServesWithoutAReloadAndAlsoAfterARestart() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            Applier agent = node.agent();
            agent.resume();
            String revision = shop(one, two).commitTo(fleet);

            agent.apply();

            assertServesWithoutReload(revision, 1);
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            assertThat(status().lastChange()).startsWith("changed at run time").contains("1 servers added");
            assertThat(String.join("\n", node.worker().ask("show servers state")))
                    .contains(" " + two.endpoint().replace(':', '-') + " ");
        }
        try (RunningHaproxy restarted = RunningHaproxy.start(layout)) {
            node.agent().resume();
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
        }
    }

    @Test
    void anEndpointThatGoesAnswersWhatItHasBegunAndIsRemovedThen() throws Exception {
        try (RunningHaproxy running = serve(shop(one, two))) {
            Applier agent = node.agent();
            agent.resume();
            CompletableFuture<String> slow = inBackground("/slow");
            CompletableFuture<String> slowToo = inBackground("/slow");
            RunningHaproxy.until(Duration.ofSeconds(10), () -> isBusy(one) && isBusy(two));
            String revision = shop(two).commitTo(fleet);

            agent.apply();

            assertServesWithoutReload(revision, 1);
            assertThat(answers(HOST, "/")).containsExactly("two");
            assertThat(slow).isNotDone();
            assertThat(slowToo).isNotDone();
            one.hurry();
            two.hurry();
            assertThat(Set.of(slow.get(), slowToo.get())).containsExactlyInAnyOrder("one", "two");
            RunningHaproxy.until(Duration.ofSeconds(30), () -> {
                agent.apply();
                return !serverNames().contains(one.endpoint().replace(':', '-'));
            });
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void anEndpointThatComesBackBeforeItIsGoneServesAgain() throws Exception {
        try (RunningHaproxy running = serve(shop(one, two))) {
            Applier agent = node.agent();
            agent.resume();
            CompletableFuture<String> slow = inBackground("/slow");
            CompletableFuture<String> slowToo = inBackground("/slow");
            RunningHaproxy.until(Duration.ofSeconds(10), () -> isBusy(one) && isBusy(two));
            shop(two).commitTo(fleet);
            agent.apply();
            String revision = shop(one, two).commitTo(fleet);

            agent.apply();

            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.store().current().map(Generation::revision)).contains(revision);
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            one.hurry();
            two.hurry();
            slow.get();
            slowToo.get();
        }
    }

    @Test
    void aServerThatIsAddedKeepsItsClientsByCookieLikeTheOthers() throws Exception {
        String policy = """
                apiVersion: pointsman.dev/v1
                kind: BackendPolicy
                metadata: {name: sticky, namespace: edge}
                spec:
                  targetRefs: [{kind: Service, name: shop}]
                  persistence: {cookie: SRV}
                """;
        try (RunningHaproxy running = serve(shop(one).and(policy))) {
            Applier agent = node.agent();
            agent.resume();
            shop(one, two).and(policy).commitTo(fleet);

            agent.apply();

            assertThat(node.changes().reloads()).isEmpty();
            String cookie = cookieOf("two");
            for (int i = 0; i < 6; i++) {
                assertThat(answer(HOST, "/", "Cookie: " + cookie)).isEqualTo("two");
            }
        }
    }

    private CompletableFuture<String> inBackground(String path) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer.complete(requestTo(HOST, path)));
        return answer;
    }

    private String requestTo(String host, String path) {
        try {
            return answer(host, path);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String cookieOf(String who) throws IOException {
        for (int i = 0; i < 50; i++) {
            String answer = TestNode.request(fleet.port(), HOST, "/");
            if (TestNode.who(answer).equals(who)) {
                return answer.lines()
                        .filter(line -> line.toLowerCase().startsWith("set-cookie: srv="))
                        .map(line -> line.substring("set-cookie: ".length(), line.indexOf(';')))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(answer));
            }
        }
        throw new AssertionError("never answered: " + who);
    }

    private List<String> serverNames() {
        try {
            return node.worker().ask("show servers state").stream()
                    .filter(line -> line.split(" ").length > 4)
                    .map(line -> line.split(" ")[3])
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private boolean isBusy(EchoServer server) {
        try {
            String row = "edge_shop_80/" + server.endpoint().replace(':', '-') + " ";
            return node.worker().ask("show servers conn edge_shop_80").stream()
                    .filter(line -> line.startsWith(row))
                    .anyMatch(line -> !line.split(" ")[6].equals("0"));
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.pointsman.agent.apply;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.lab.vpc.Instance.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Instances that come and go: what comes serves, what goes drains, and nothing is reloaded. */
class FollowInstancesTest extends InstancesNode {

    @Test
    void anInstanceThatAppearsServesWithoutAReloadAndAlsoAfterARestart() throws Exception {
        launch(1);
        try (RunningHaproxy running = serveInstances()) {
            assertThat(answers()).containsExactly("127.20.0.1");
            String revision = current().revision();

            launch(2);
            look();

            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2");
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(current().revision()).isEqualTo(revision);
            assertThat(node.worker().identity().digest()).contains(current().digest());
            assertThat(status().lastChange()).contains("1 servers added");
            assertThat(status().problems()).isEmpty();
        }
        try (RunningHaproxy restarted = RunningHaproxy.start(layout)) {
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2");
        }
    }

    @Test
    void aTerminatedInstanceAnswersWhatItHasBegunAndIsRemovedThen() throws Exception {
        String first = launch(1);
        launch(2);
        try (RunningHaproxy running = serveInstances()) {
            CompletableFuture<String> slow = inBackground("/slow");
            CompletableFuture<String> slowToo = inBackground("/slow");
            RunningHaproxy.until(PATIENCE, () -> server.slowRequests() == 2);

            ec2.vpc().setInstanceState(first, State.SHUTTING_DOWN);
            look();

            assertThat(answers()).containsExactly("127.20.0.2");
            assertThat(slow).isNotDone();
            assertThat(slowToo).isNotDone();
            server.hurry();
            assertThat(Set.of(slow.get(), slowToo.get())).containsExactlyInAnyOrder("127.20.0.1", "127.20.0.2");
            RunningHaproxy.until(PATIENCE, () -> {
                agent.apply();
                return !serverNames().contains("127.20.0.1-" + server.port());
            });
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void allThatVanishAtOnceStayUntilTheNextAnswerSaysSoToo() throws Exception {
        List<String> ids = List.of(launch(1), launch(2), launch(3));
        try (RunningHaproxy running = serveInstances()) {
            ids.forEach(id -> ec2.vpc().setInstanceState(id, State.STOPPED));
            look();
            assertThat(answers()).containsExactly("127.20.0.1", "127.20.0.2", "127.20.0.3");

            look();
            assertThat(TestNode.request(fleet.port(), HOST, "/")).contains(" 503 Service Unavailable");
            assertThat(node.changes().reloads()).isEmpty();

            launch(4);
            look();
            assertThat(answers()).containsExactly("127.20.0.4");
            assertThat(node.changes().reloads()).isEmpty();
        }
    }

    @Test
    void fiveHundredInstancesComeAndGoWithoutAReload() throws Exception {
        launch(1);
        try (RunningHaproxy running = serveInstances()) {
            for (int number = 2; number <= 500; number++) {
                launch(number);
            }
            ec2.forgetCalls();
            long heapBefore = usedHeap();
            long start = System.nanoTime();
            look();
            long took = System.nanoTime() - start;
            long heapAfter = usedHeap();

            int calls = ec2.calls("DescribeInstances").size();
            assertThat(calls).isEqualTo(3);
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(serverNames()).hasSize(500);
            assertThat(answers(2000)).hasSize(500);

            for (int number = 1; number <= 250; number++) {
                ec2.vpc().setInstanceState("i-%017x".formatted(0x1000 + number), State.TERMINATED);
            }
            look();
            assertThat(answers(1000)).hasSize(250);
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.store().all()).hasSizeLessThanOrEqualTo(3);
            System.out.printf(
                    "500 instances: %d calls of EC2 for a look, %d ms until they serve, heap %+d kB%n",
                    calls, took / 1_000_000, (heapAfter - heapBefore) / 1024);
        }
    }

    private CompletableFuture<String> inBackground(String path) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(answer(HOST, path));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

package dev.pointsman.agent.apply;

import java.util.List;
import java.util.Map;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.pipeline.change.ReloadReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Revisions that change little, on a real HAProxy: what it serves is new, and the worker is the same. */
class CheapestChangeTest extends ShopNode {

    @Test
    void weightsChangeWithoutAReload() throws Exception {
        try (RunningHaproxy running = serve(canary(1, 1))) {
            Applier agent = node.agent();
            agent.resume();
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            String revision = canary(1, 1000_000).commitTo(fleet);

            agent.apply();

            assertServesWithoutReload(revision, 1);
            assertThat(answers(HOST, "/")).containsExactly("two");
        }
    }

    @Test
    void hostsAndPathsComeAndGoWithoutAReload() throws Exception {
        TestServices services = canary(1, 1).route("z.example.com", "/", Map.of("one", 1, "two", 1));
        try (RunningHaproxy running = serve(services)) {
            Applier agent = node.agent();
            agent.resume();
            services.route("0.example.com", "/two", Map.of("two", 1))
                    .route(HOST, "/two", Map.of("two", 1))
                    .commitTo(fleet);

            agent.apply();

            assertThat(answers("0.example.com", "/two/x")).containsExactly("two");
            assertThat(answers(HOST, "/two")).containsExactly("two");
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            services.without(HOST, "/").without("0.example.com", "/two").commitTo(fleet);
            agent.apply();

            assertThat(answers("0.example.com", "/two/x")).containsExactly("no rule matches this request");
            assertThat(answers(HOST, "/")).containsExactly("no rule matches this request");
            assertThat(answers(HOST, "/two")).containsExactly("two");
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.changes().edits()).hasSize(2);
        }
    }

    @Test
    void aWorkerThatDoesSomethingElseThanItSaysIsReloaded() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            Applier agent = node.agent();
            agent.resume();
            // Somebody else has taken the name for another address.
            node.worker().ask("add server edge_shop_80/" + two.endpoint().replace(':', '-') + " 127.0.0.1:1");
            String revision = shop(one, two).commitTo(fleet);

            agent.apply();

            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::cause)
                    .containsExactly(ReloadReason.Cause.COMMAND_FAILED);
            assertThat(status().applied()).contains(revision);
            assertThat(status().lastChange()).contains("reloaded", "should be " + two.endpoint());
            assertThat(answers(HOST, "/")).containsExactly("one", "two");
            assertServes(revision);
        }
    }

    @Test
    void aWorkerThatWasLeftInTheMiddleIsReloaded() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            String revision = current().revision();
            node.worker().name(node.worker().identity().unfinished());

            node.agent().resume();

            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::cause)
                    .containsExactly(ReloadReason.Cause.UNFINISHED);
            assertServes(revision);
        }
    }

    @Test
    void aWorkerIsToldTheRevisionThatChangesNothing() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            Applier agent = node.agent();
            agent.resume();
            String revision = shop(one).and("# nothing\n").commitTo(fleet);

            agent.apply();

            assertServesWithoutReload(revision, 0);
        }
    }

    @Test
    void anotherPortIsAReloadThatSaysWhy() throws Exception {
        try (RunningHaproxy running = serve(shop(one))) {
            Applier agent = node.agent();
            agent.resume();

            fleet.commitListener(RunningHaproxy.freePort());
            agent.apply();

            assertThat(node.changes().reloads()).hasSize(1);
            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::sentence)
                    .anyMatch(sentence -> sentence.startsWith("\"frontend 127.9.0.10:") && sentence.endsWith("is new"));
        }
    }

    private TestServices canary(int toOne, int toTwo) {
        return new TestServices()
                .service("one", List.of(one.endpoint()))
                .service("two", List.of(two.endpoint()))
                .route(HOST, "/", Map.of("one", toOne, "two", toTwo));
    }
}

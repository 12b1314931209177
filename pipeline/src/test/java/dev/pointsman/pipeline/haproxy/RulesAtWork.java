package dev.pointsman.pipeline.haproxy;

import java.io.IOException;
import java.nio.file.Path;

import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;

/** Two backends that echo, one that has no endpoint, and HAProxy with the rules that a test gives it. */
abstract class RulesAtWork {

    static final String HOST = "Host: shop.example.com";

    @TempDir
    Path directory;

    EchoBackend one;
    EchoBackend two;
    int port;

    @BeforeEach
    void start() throws IOException {
        one = new EchoBackend("one");
        two = new EchoBackend("two");
        port = HaproxyProcess.freePort();
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        two.close();
    }

    final HaproxyProcess start(Treatment treatment) throws Exception {
        return start(rule("shop/a", 0, anything(), treatment, to("shop/one", 80, 1)));
    }

    final HaproxyProcess start(Rule... rules) throws Exception {
        return HaproxyProcess.start(
                new PlanFixture()
                        .backend("shop/one", 80, one.endpoint())
                        .backend("shop/two", 80, two.endpoint())
                        .backend("shop/none", 80)
                        .entrypoint("127.0.0.1", port, listener("edge/web", "http", "*", rules))
                        .plan(),
                directory);
    }
}
